package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.event.TransactionalEventListenerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link ChatEventsAutoConfiguration} with a real socket.
 */
class ChatEventsAutoConfigurationTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class))
		.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
				"chat.socket.user.external-id=backend", "chat.socket.rooms=" + this.room);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void listenersHearTheRoom() {
		this.runner.withUserConfiguration(Listeners.class).run((context) -> {
			isJoined(context);
			say("one", "two", "three");
			Listeners listeners = context.getBean(Listeners.class);
			await().atMost(WAIT).until(() -> listeners.heard.size() >= 3);
			assertThat(listeners.heard).containsExactly("one", "two", "three");
			assertThat(listeners.threads).allMatch((name) -> name.startsWith("chat-listener-"));
		});
	}

	@Test
	void aMessageOfARunnerWaitsForTheListOfRooms() {
		this.server.faults().on("rooms.list").delay(Duration.ofMillis(500));
		this.runner.withPropertyValues("chat.socket.rooms=*").run((context) -> {
			ChatSocket socket = context.getBean(ChatSocket.class);
			socket.sendMessage(this.room, "one");
			assertThat(socket.sendMessageAcked(this.room, "two").block(WAIT)).isNotNull();
			assertThat(context.getBean(ChatClient.class).messages().list(this.room).items())
				.extracting(Message::content)
				.containsExactly("two", "one");
		});
	}

	@Test
	void aMessageThatWaitsForTheListOfRoomsFailsWithTheEndOfTheContext() {
		this.server.faults().on("rooms.list").delay(WAIT);
		List<String> errors = new CopyOnWriteArrayList<>();
		this.runner.withPropertyValues("chat.socket.rooms=*", "chat.socket.ack-timeout=60s").run((context) -> {
			ChatSocket socket = context.getBean(ChatSocket.class);
			socket.sendMessageAcked(this.room, "one").subscribe((message) -> errors.add("sent"), (ex) -> {
				errors.add(String.valueOf(ex.getMessage()));
			});
			assertThat(errors).isEmpty();
		});
		await().atMost(Duration.ofSeconds(20)).until(() -> !errors.isEmpty());
		assertThat(errors).singleElement().asString().contains("Not connected");
	}

	@Test
	void aListenerThatThrowsIsToldToTheHandlerAndCounted() {
		List<Throwable> errors = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Listeners.class, Throwing.class)
			.withBean(ChatEventErrorHandler.class, () -> (failure) -> errors.add(failure.error()))
			.run((context) -> {
				isJoined(context);
				ChatSocket socket = context.getBean(ChatSocket.class);
				socket.onMessage((message) -> {
					throw new IllegalStateException("direct");
				});
				say("one", "two");
				Listeners listeners = context.getBean(Listeners.class);
				await().atMost(WAIT).until(() -> errors.size() >= 4);
				assertThat(listeners.heard).containsExactly("one", "two");
				assertThat(errors).extracting(Throwable::getMessage)
					.containsExactlyInAnyOrder("annotated", "direct", "annotated", "direct");
				assertThat(socket.metrics().listenerFailures()).isPositive();
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void stoppingTheContextDeliversWhatIsQueued(boolean autoStartup) {
		this.runner.withUserConfiguration(Slow.class)
			.withPropertyValues("chat.socket.dispatch.shutdown-timeout=5m", "chat.socket.auto-startup=" + autoStartup)
			.run((context) -> {
				if (!autoStartup) {
					context.getBean(ChatSocket.class).connect();
					context.getBean(ChatSocket.class).joinRoom(this.room);
				}
				isJoined(context);
				Slow slow = context.getBean(Slow.class);
				say("one", "two", "three");
				assertThat(slow.busy.await(60, TimeUnit.SECONDS)).isTrue();
				await().atMost(WAIT).until(() -> context.getBean(ChatSocket.class).metrics().queued() >= 2);
				CompletableFuture<Void> closed = CompletableFuture
					.runAsync(() -> context.getSourceApplicationContext().close());
				await().atMost(WAIT).until(() -> this.server.connectedSockets() == 0);
				assertThat(closed).isNotDone();
				slow.release.countDown();
				closed.get(60, TimeUnit.SECONDS);
				assertThat(slow.heard).containsExactly("one", "two", "three");
			});
	}

	@Test
	void asynchronousListenersAndThoseThatNeedNoTransactionDoWhatSpringSays() {
		this.runner.withUserConfiguration(Semantics.class).run((context) -> {
			isJoined(context);
			say("one");
			Semantics semantics = context.getBean(Semantics.class);
			await().atMost(WAIT).until(() -> semantics.async.size() + semantics.fallback.size() == 2);
			assertThat(semantics.async).singleElement().asString().startsWith("application-");
			assertThat(semantics.fallback).singleElement().asString().startsWith("chat-listener-");
		});
	}

	@Test
	void contextsDoNotSeeEachOther() {
		this.runner.withUserConfiguration(Listeners.class).run((first) -> {
			isJoined(first);
			this.runner.withUserConfiguration(Listeners.class)
				.withPropertyValues("chat.socket.user.external-id=other", "chat.socket.rooms=")
				.run((second) -> {
					await().atMost(WAIT).until(second.getBean(ChatSocket.class)::isConnected);
					say("one");
					Listeners listeners = first.getBean(Listeners.class);
					await().atMost(WAIT).until(() -> listeners.heard.contains("one"));
					assertThat(second.getBean(Listeners.class).heard).isEmpty();
				});
			assertThat(first.getBean(ChatSocket.class).isConnected()).isTrue();
		});
	}

	@Test
	void anApplicationStartsWithoutTheChatApiAndConnectsWhenItIsThere() {
		this.server.failNext(3, 503);
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("chat.retry.enabled=false", "chat.socket.reconnect.initial-delay=10ms")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				isJoined(context);
			});
	}

	@Test
	void listenersRunOnVirtualThreadsWhereTheApplicationDoes() {
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> {
				isJoined(context);
				say("one");
				Listeners listeners = context.getBean(Listeners.class);
				await().atMost(WAIT).until(() -> !listeners.kinds.isEmpty());
				boolean virtual = Runtime.version().feature() >= 21;
				assertThat(listeners.kinds).containsOnly(virtual ? "VirtualThread" : "Thread");
			});
	}

	private void isJoined(ApplicationContext context) {
		await().atMost(WAIT).until(context.getBean(ChatSocket.class)::isConnected);
		// Joining makes the socket's user the room's second member.
		ChatClient client = context.getBean(ChatClient.class);
		await().atMost(WAIT)
			.ignoreExceptions()
			.until(() -> Integer.valueOf(2).equals(client.rooms().get(this.room).memberCount()));
	}

	private void say(String... contents) {
		for (String content : contents) {
			this.server.createMessage(this.room, this.alice, content);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final List<String> kinds = new CopyOnWriteArrayList<>();

		@Order(2)
		@EventListener
		void on(MessageReceived event) {
			this.threads.add(Thread.currentThread().getName());
			this.kinds.add(Thread.currentThread().getClass().getSimpleName());
			this.heard.add(event.message().content());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Throwing {

		@Order(1)
		@EventListener
		void on(MessageReceived event) {
			throw new IllegalStateException("annotated");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Slow {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final CountDownLatch busy = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@EventListener
		void on(MessageReceived event) throws InterruptedException {
			this.busy.countDown();
			this.release.await();
			this.heard.add(event.message().content());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Semantics {

		private final List<String> async = new CopyOnWriteArrayList<>();

		private final List<String> fallback = new CopyOnWriteArrayList<>();

		@Bean
		static TransactionalEventListenerFactory transactionalEventListenerFactory() {
			return new TransactionalEventListenerFactory();
		}

		@Bean
		Executor applicationExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("application-");
			return executor;
		}

		@Bean
		AsyncListener asyncListener() {
			return new AsyncListener(this.async);
		}

		@TransactionalEventListener(fallbackExecution = true)
		void fallback(MessageReceived event) {
			this.fallback.add(Thread.currentThread().getName());
		}

	}

	static class AsyncListener {

		private final List<String> calls;

		AsyncListener(List<String> calls) {
			this.calls = calls;
		}

		@Async
		@EventListener
		public void on(MessageReceived event) {
			this.calls.add(Thread.currentThread().getName());
		}

	}

}
