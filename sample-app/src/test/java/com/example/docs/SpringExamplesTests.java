package com.example.docs;

import java.security.Principal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of an application: README, events and the token endpoint.
 */
@AutoConfigureChatTestServer
@SpringBootTest(properties = { "chat.socket.user.external-id=greeter", "chat.socket.user.username=Greeter",
		"chat.socket.rooms=*", "chat.socket.room-discovery-interval=100ms" })
class SpringExamplesTests {

	@Autowired
	private ChatTestServer server;

	@Autowired
	private ChatClient chat;

	@Autowired
	private ChatSocket socket;

	@Autowired
	private Listeners listeners;

	@Autowired
	private ChatUserResolver resolver;

	@Test
	void whoJoinsIsGreetedAndEveryListenerHears() {
		String alice = this.server.createUser("alice", "alice");
		String roomId = this.server.createRoom("Lobby", alice);
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.socket.isConnected() && this.socket.joinedRooms().contains(roomId));
		String bob = this.server.createUser("bob", "bob");
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			this.chat.rooms().leave(roomId, bob);
			this.chat.rooms().join(roomId, bob);
			assertThat(this.chat.messages().list(roomId).items()).extracting(Message::content)
				.contains("Welcome, bob!");
		});
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> assertThat(this.listeners.heard).contains("message", "event", "raw"));
	}

	@Test
	void theResolverMapsThePrincipal() {
		Principal principal = () -> "alice";
		assertThat(this.resolver.resolve(principal)).isEqualTo(CreateUserInput.of("alice", "account-alice"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Greeter.class, Listeners.class })
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		// tag::resolver[]
		@Bean
		ChatUserResolver chatUserResolver() {
			return (principal) -> (principal != null)
					? CreateUserInput.of(principal.getName(), "account-" + principal.getName()) : null;
		}
		// end::resolver[]

		// tag::error-handler[]
		@Bean
		ChatEventErrorHandler chatEventErrorHandler() {
			return (failure) -> logger.warn("{} failed on {}", failure.listenerId(), failure.event().type(),
					failure.error());
		}
		// end::error-handler[]

	}

	static class Listeners {

		private final Queue<String> heard = new ConcurrentLinkedQueue<>();

		// tag::listeners[]
		@EventListener
		void onMessage(MessageReceived event) {
			this.heard.add("message");
		}

		@EventListener(condition = "#event.roomId == 'room_1'")
		void onJoinOfOneRoom(UserJoined event) {
			this.heard.add("join");
		}

		@EventListener
		void onAnything(ChatEvent event) {
			this.heard.add("event");
		}

		@EventListener
		void onApplicationEvent(ChatApplicationEvent<MessageReceived> event) {
			this.heard.add("raw");
		}
		// end::listeners[]

	}

}
