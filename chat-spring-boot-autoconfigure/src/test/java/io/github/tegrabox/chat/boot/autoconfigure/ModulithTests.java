package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.core.EventPublicationRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of listeners of Spring Modulith, with its registry of publications in a database.
 */
@Tag("modulith")
class ModulithTests {

	private static final Duration WAIT = Duration.ofSeconds(120);

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.build();

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	private final List<ChatListenerFailure> failures = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(DataSource.class, () -> new DelegatingDataSource(this.database))
		.withBean(ChatEventErrorHandler.class, () -> this.failures::add)
		.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
				"chat.socket.user.external-id=bot", "chat.socket.rooms=" + this.room,
				"spring.modulith.events.jdbc.schema-initialization.enabled=true");

	@AfterEach
	void stop() {
		this.server.close();
		this.database.shutdown();
	}

	@Test
	void aModuleListenerIsCalledAtOnceAndItsPublicationCompleted() {
		with(Module::new).run((context) -> {
			say(context, "hello");
			Module module = context.getBean(Module.class);
			await().atMost(WAIT).until(() -> module.calls().contains("hello"));
			await().atMost(WAIT).until(() -> incomplete() == 0 && all() == 1);
			assertThat(module.calls()).containsExactly("hello");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aModuleListenerIsCalledAgainAfterACrashInTheMiddle() {
		CountDownLatch end = new CountDownLatch(1);
		with(() -> new Module(end)).run((context) -> {
			try {
				say(context, "hello");
				Module hanging = context.getBean(Module.class);
				await().atMost(WAIT).until(() -> hanging.calls().contains("hello"));
				assertThat(incomplete()).isOne();
				// To the next process it is as if this one had crashed: it never comes to
				// its end.
				with(Module::new)
					.withPropertyValues("spring.modulith.events.republish-outstanding-events-on-restart=true",
							"chat.socket.auto-startup=false")
					.run((next) -> {
						Module module = next.getBean(Module.class);
						await().atMost(WAIT).until(() -> module.calls().contains("hello"));
						await().atMost(WAIT).until(() -> incomplete() == 0);
						assertThat(module.calls()).containsExactly("hello");
					});
			}
			finally {
				end.countDown();
			}
		});
	}

	@Test
	void aNativeImageKnowsTheRegistry() {
		RuntimeHints hints = new RuntimeHints();
		new ChatRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onType(EventPublicationRegistry.class)).accepts(hints);
	}

	private ApplicationContextRunner with(Supplier<Module> module) {
		return this.runner.withBean(Module.class, module);
	}

	private int incomplete() {
		return count("select count(*) from event_publication where completion_date is null");
	}

	private int all() {
		return count("select count(*) from event_publication");
	}

	private int count(String query) {
		Integer count = new JdbcTemplate(this.database).queryForObject(query, Integer.class);
		return (count != null) ? count : 0;
	}

	private void say(ApplicationContext context, String content) {
		ChatSocket socket = context.getBean(ChatSocket.class);
		await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
		this.server.createMessage(this.room, this.alice, content);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class Module {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final CountDownLatch latch;

		Module() {
			this(new CountDownLatch(0));
		}

		Module(CountDownLatch latch) {
			this.latch = latch;
		}

		public List<String> calls() {
			return this.calls;
		}

		@ApplicationModuleListener
		public void on(MessageReceived event) throws InterruptedException {
			this.calls.add(event.message().content());
			if (!this.latch.await(10, TimeUnit.MINUTES)) {
				throw new IllegalStateException("Nobody let it go on");
			}
		}

	}

}
