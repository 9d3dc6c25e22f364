package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of an API key that changes in the environment of a running application.
 */
class KeyRotationTests {

	private static final Duration WAIT = Duration.ofSeconds(120);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	private final Map<String, Object> refreshed = new ConcurrentHashMap<>();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.api-key", "chat.apiKey", "chat.api_key" })
	void aKeyTakesEffectUnderEachOfItsNames(String name) {
		this.refreshed.put(name, this.server.apiKey());
		try (ConfigurableApplicationContext context = start(new MapPropertySource("refreshed", this.refreshed))) {
			ChatClient client = context.getBean(ChatClient.class);
			assertThat(client.users().get(this.alice).username()).isEqualTo("Alice");
			this.refreshed.put("vault.key", "second-key");
			for (String key : List.of("${vault.key}", "third-key")) {
				this.server.acceptApiKey("third-key".equals(key) ? key : "second-key");
				this.server.revokeApiKey("third-key".equals(key) ? "second-key" : this.server.apiKey());
				this.refreshed.put(name, key);
				assertThat(client.users().get(this.alice).username()).isEqualTo("Alice");
			}
		}
	}

	@Test
	void theVariableOfTheEnvironmentIsTheKey() {
		Map<String, Object> variables = Map.of("CHAT_API_KEY", this.server.apiKey());
		try (ConfigurableApplicationContext context = start(
				new SystemEnvironmentPropertySource("test-systemEnvironment", variables))) {
			assertThat(context.getBean(ChatClient.class).users().get(this.alice).username()).isEqualTo("Alice");
		}
	}

	@Test
	@Tag("load")
	void noCallFailsAndNoSocketRestartsWhileKeysChangeUnderLoad() {
		this.refreshed.put("chat.api-key", this.server.apiKey());
		try (ConfigurableApplicationContext context = start(new MapPropertySource("refreshed", this.refreshed))) {
			ChatSocket socket = context.getBean(ChatSocket.class);
			await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
			ReactiveChatClient client = context.getBean(ReactiveChatClient.class);
			AtomicLong begun = new AtomicLong();
			AtomicLong done = new AtomicLong();
			AtomicLong written = new AtomicLong();
			List<Throwable> failures = new CopyOnWriteArrayList<>();
			Disposable load = Flux.interval(Duration.ofMillis(1)).onBackpressureDrop().flatMap((i) -> {
				begun.incrementAndGet();
				boolean write = i % 100 == 0;
				Mono<?> call = write
						? client.messages().create(this.room, CreateMessageInput.of("message " + i, this.alice))
						: client.users().get(this.alice);
				return call.doOnSuccess((result) -> {
					done.incrementAndGet();
					written.addAndGet(write ? 1 : 0);
				}).doOnError(failures::add).onErrorResume((ex) -> Mono.empty());
			}, 256).subscribe();
			await().atMost(WAIT).until(() -> done.get() >= 1000);
			for (int i = 1; i <= 5; i++) {
				String old = String.valueOf(this.refreshed.get("chat.api-key"));
				this.server.acceptApiKey("key-number-" + i);
				this.refreshed.put("chat.api-key", "key-number-" + i);
				awaitCalls(done, 1000);
				this.server.revokeApiKey(old);
				awaitCalls(done, 1000);
			}
			load.dispose();
			Heard heard = context.getBean(Heard.class);
			await().atMost(WAIT)
				.untilAsserted(() -> assertThat(heard.messages).hasValueGreaterThanOrEqualTo(written.get()));
			assertThat(failures).isEmpty();
			assertThat(written).hasPositiveValue();
			assertThat(heard.connections).containsExactly("connected");
			// A new connection takes a token that the last key issues.
			this.server.cutSockets();
			await().atMost(WAIT).until(() -> heard.connections.size() == 3 && socket.isConnected());
		}
	}

	private static void awaitCalls(AtomicLong done, long more) {
		long goal = done.get() + more;
		await().atMost(WAIT).until(() -> done.get() >= goal);
	}

	private ConfigurableApplicationContext start(PropertySource<?> source) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("chat.base-url=" + this.server.baseUrl(), "chat.socket.user.external-id=backend",
					"chat.socket.rooms=" + this.room)
			.initializers((context) -> context.getEnvironment().getPropertySources().addFirst(source))
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, ChatTestServerAutoConfiguration.class,
			ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
			ChatEventsAutoConfiguration.class, ChatListenerAutoConfiguration.class, Heard.class })
	static class Application {

	}

	static class Heard {

		private final AtomicLong messages = new AtomicLong();

		private final List<String> connections = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceived event) {
			this.messages.incrementAndGet();
		}

		@EventListener
		void on(SocketConnected event) {
			this.connections.add("connected");
		}

		@EventListener
		void on(SocketDisconnected event) {
			this.connections.add("disconnected");
		}

	}

}
