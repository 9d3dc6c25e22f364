package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.context.DelegatingApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of traces: what a listener causes is the child of its call, with a tracer.
 */
class ListenerObservationTests {

	private static final Duration WAIT = Duration.ofSeconds(120);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	private final SimpleTracer tracer = new SimpleTracer();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
				ChatListenerAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withBean(ObservationRegistry.class, () -> this.observations)
		.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
				"chat.socket.user.external-id=bot", "chat.socket.rooms=" + this.room);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatAListenerCausesIsInItsTrace(boolean virtual) {
		this.observations.observationConfig().observationHandler(new DefaultTracingObservationHandler(this.tracer));
		this.runner.withPropertyValues("spring.threads.virtual.enabled=" + virtual).run((context) -> {
			ChatSocket socket = context.getBean(ChatSocket.class);
			await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
			this.server.createMessage(this.room, this.alice, "hello");
			for (String id : List.of("sync", "mono", "async")) {
				await(id + " calls and queries").atMost(WAIT)
					.untilAsserted(() -> assertThat(children(id)).containsExactlyInAnyOrder("http get", "query"));
				SimpleSpan listener = ended("chat listener " + id).get(0);
				assertThat(listener.getTags()).containsEntry("chat.listener.id", id)
					.containsEntry("chat.event.type", "message")
					.containsEntry("outcome", "success");
			}
			await().atMost(WAIT).untilAsserted(() -> assertThat(children("send")).containsExactly("chat socket send"));
			assertThat(ended("chat socket send")).singleElement()
				.satisfies((span) -> assertThat(span.getTags())
					.containsOnlyKeys(ChatObservationDocumentation.SendKeyNames.OUTCOME.asString())
					.containsValue("success"));
			await().atMost(WAIT).untilAsserted(() -> assertThat(ended("chat listener failing")).isNotEmpty());
			assertThat(ended("chat listener failing").get(0).getTags()).containsEntry("outcome", "error");
			assertThat(ended("chat listener failing").get(0).getError()).hasMessage("failing");
		});
	}

	@Test
	void aListenerOfSpringsOwnIsNoPartOfATrace() {
		this.observations.observationConfig().observationHandler(new DefaultTracingObservationHandler(this.tracer));
		this.runner.withBean(DelegatingApplicationListener.class).run((context) -> {
			ChatSocket socket = context.getBean(ChatSocket.class);
			await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
			this.server.createMessage(this.room, this.alice, "hello");
			await().atMost(WAIT).untilAsserted(() -> assertThat(ended("chat listener failing")).isNotEmpty());
			assertThat(spans()).extracting(SimpleSpan::getName)
				.contains("chat listener sync")
				.noneMatch((name) -> name.contains("springframework"));
		});
	}

	/** As where a filter takes every observation for one of a request. */
	@ParameterizedTest
	@ValueSource(strings = { "start", "error", "stop" })
	void anObservationThatFailsKeepsNoListenerFromAnEvent(String moment) {
		List<ChatListenerFailure> failures = new CopyOnWriteArrayList<>();
		this.observations.observationConfig().observationHandler(new FailingHandler(moment));
		this.runner.withBean(ChatEventErrorHandler.class, () -> failures::add)
			.withPropertyValues("chat.listener.retry.initial-backoff=1ms")
			.run((context) -> {
				ChatSocket socket = context.getBean(ChatSocket.class);
				await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
				this.server.createMessage(this.room, this.alice, "hello");
				await().atMost(WAIT).until(() -> !failures.isEmpty());
				this.server.createMessage(this.room, this.alice, "the last one");
				await().atMost(WAIT).until(() -> failures.size() >= 2);
				assertThat(failures).extracting(ChatListenerFailure::listenerId).containsExactly("failing", "failing");
				assertThat(failures).extracting((failure) -> failure.error().getMessage())
					.containsExactly("failing", "failing");
				assertThat(context.getBean(ChatClient.class).messages().listAll(this.room)).extracting(Message::content)
					.containsOnlyOnce("sent");
			});
	}

	/** What ended in the one trace of a listener's call, as its children. */
	private List<String> children(String id) {
		List<SimpleSpan> listeners = ended("chat listener " + id);
		assertThat(listeners).hasSize(1);
		SimpleSpan listener = listeners.get(0);
		return spans().stream()
			.filter((span) -> listener.getSpanId().equals(span.getParentId()))
			.peek((span) -> assertThat(span.getTraceId()).isEqualTo(listener.getTraceId()))
			.map(SimpleSpan::getName)
			.toList();
	}

	private List<SimpleSpan> ended(String name) {
		return spans().stream().filter((span) -> name.equals(span.getName())).toList();
	}

	private List<SimpleSpan> spans() {
		return this.tracer.getSpans().stream().filter((span) -> span.getEndTimestamp().toEpochMilli() > 0).toList();
	}

	/**
	 * Fails at one moment of the observations that are ours.
	 */
	private record FailingHandler(String moment) implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context.getName() != null && context.getName().startsWith("chat.");
		}

		@Override
		public void onStart(Observation.Context context) {
			fail("start");
		}

		@Override
		public void onError(Observation.Context context) {
			fail("error");
		}

		@Override
		public void onStop(Observation.Context context) {
			fail("stop");
		}

		private void fail(String now) {
			if (now.equals(this.moment)) {
				throw new ClassCastException("at the " + now);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Application {

		@Bean(destroyMethod = "shutdown")
		EmbeddedDatabase database() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		TaskDecorator taskDecorator() {
			return new ContextPropagatingTaskDecorator();
		}

		@Bean
		Listeners listeners(EmbeddedDatabase database, ObservationRegistry observations) {
			return new Listeners(new JdbcTemplate(database), observations);
		}

	}

	static class Listeners {

		private final JdbcTemplate jdbc;

		private final ObservationRegistry observations;

		Listeners(JdbcTemplate jdbc, ObservationRegistry observations) {
			this.jdbc = jdbc;
			this.observations = observations;
		}

		@ChatListener(id = "sync")
		void sync(Message message, ChatClient client) {
			client.rooms().get(message.roomId());
			query();
		}

		@ChatListener(id = "mono")
		Mono<Void> mono(MessageReceived event, ReactiveChatClient client) {
			query();
			return client.rooms().get(event.roomId()).then();
		}

		@Async
		@ChatListener(id = "async")
		public CompletableFuture<Void> async(Message message, ChatClient client) {
			client.rooms().get(message.roomId());
			query();
			return CompletableFuture.completedFuture(null);
		}

		@ChatListener(id = "send", condition = "#event.message().content() == 'hello'")
		Mono<Void> send(MessageReceived event, ChatSocket socket) {
			return socket.sendMessageAcked(event.roomId(), "sent").then();
		}

		@ChatListener(id = "failing")
		void failing(Message message) {
			throw new IllegalStateException("failing");
		}

		/** As a data source does that is observed. */
		private void query() {
			Observation.createNotStarted("query", this.observations)
				.observe(() -> this.jdbc.queryForObject("select 1", Integer.class));
		}

	}

}
