package io.github.tegrabox.chat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client lives in the application that built it: its threads have that application's
 * context class loader.
 */
class ClassLoaderTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final ChatTestServer server = ChatTestServer.start();

	private final String user = this.server.createUser("ada", "ext-1");

	private final String room = this.server.createRoom("room", this.user);

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "websocket, REACTOR", "websocket, JDK", "polling, JDK" })
	void whateverUsersRunHasTheClassLoaderOfWhoeverBuiltTheClient(String transport, Connector connector)
			throws Exception {
		Thread here = Thread.currentThread();
		ClassLoader before = here.getContextClassLoader();
		Map<String, ClassLoader> seen = new ConcurrentHashMap<>();
		SocketSettings defaults = SocketSettings.defaults();
		SocketSettings settings = new SocketSettings(null, defaults.path(), List.of(transport), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), defaults.recovery(), defaults.maxEventSize(), connector);
		String token = this.server.issueToken(this.user);
		CompletableFuture<String> heard = new CompletableFuture<>();
		try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
			here.setContextClassLoader(own);
			ChatClientBuilder<ChatClient> builder = ChatClient.builder()
				.baseUrl(this.server.baseUrl())
				.apiKey(this.server.apiKey())
				.tokenProvider(() -> {
					note(seen, "token provider");
					return token;
				})
				.socket(settings);
			try (ChatClient client = builder.build()) {
				here.setContextClassLoader(before);
				client.socket().onEvent((event) -> note(seen, event.getClass().getSimpleName()));
				client.socket().events().subscribe((event) -> note(seen, "stream"));
				client.socket().onMessage((message) -> heard.complete(message.content()));
				client.socket().joinRoom(this.room);
				client.socket().connect();
				Awaitility.await().atMost(SOON).until(() -> client.socket().rooms().contains(this.room));
				client.socket()
					.sendMessageAcked(this.room, "hello")
					.doOnNext((message) -> note(seen, "acknowledgement"))
					.block(SOON);
				assertThat(heard.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
				this.server.faults().on("users.list").times(1).respond(503);
				client.reactive()
					.users()
					.list()
					.doOnNext((page) -> note(seen, "answer after another attempt"))
					.toFuture()
					.get(SOON.toSeconds(), TimeUnit.SECONDS);
			}
			assertThat(seen).containsKeys("token provider", "MessageReceived", "SocketConnected", "stream",
					"acknowledgement", "answer after another attempt");
			assertThat(seen.values()).containsOnly(own);
		}
		finally {
			here.setContextClassLoader(before);
		}
	}

	private static void note(Map<String, ClassLoader> seen, String what) {
		seen.merge(what, Thread.currentThread().getContextClassLoader(),
				(known, other) -> (known == other) ? known : ClassLoader.getSystemClassLoader());
	}

}
