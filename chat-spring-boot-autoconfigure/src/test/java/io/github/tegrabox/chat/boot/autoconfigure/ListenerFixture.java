package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * An application that listens to a room, and a server that has it.
 */
abstract class ListenerFixture {

	static final Duration WAIT = Duration.ofSeconds(120);

	final ChatTestServer server = ChatTestServer.start();

	final String alice = this.server.createUser("Alice", "alice");

	final String room = this.server.createRoom("room", this.alice);

	final List<ChatListenerFailure> failures = new CopyOnWriteArrayList<>();

	final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
				ChatListenerAutoConfiguration.class))
		.withBean(ChatEventErrorHandler.class, () -> this.failures::add)
		.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
				"chat.socket.user.external-id=bot", "chat.socket.rooms=" + this.room,
				"chat.listener.retry.initial-backoff=1ms", "chat.listener.retry.max-backoff=2ms");

	@AfterEach
	void stop() {
		this.server.close();
	}

	/** Waits until the application hears what is said in the room. */
	void isJoined(ApplicationContext context) {
		ChatSocket socket = context.getBean(ChatSocket.class);
		await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
	}

}
