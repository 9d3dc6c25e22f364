package com.example.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.junit.ChatServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page of recipes.
 */
@ChatServer
class RecipesExamplesTests {

	@Test
	void ownMessagesAreTold(ChatTestServer server) {
		String bot = server.createUser("bot", "bot");
		String alice = server.createUser("alice", "alice");
		String room = server.createRoom("Support", bot);
		List<String> heard = new CopyOnWriteArrayList<>();
		OthersOnly listener = new OthersOnly(heard);
		try (ChatClient client = ChatClient.builder()
			.baseUrl(server.baseUrl())
			.jwtToken(server.issueToken(bot))
			.build()) {
			client.socket().onEvent((event) -> {
				if (event instanceof MessageReceived received) {
					listener.on(received);
				}
			});
			client.socket().joinRoom(room);
			client.socket().connect();
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(client.socket()::isConnected);
			server.createMessage(room, bot, "mine");
			server.createMessage(room, alice, "hers");
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(heard).containsExactly("hers"));
		}
	}

	@Test
	void whatWasMissedIsInTheHistory(ChatTestServer server) {
		String alice = server.createUser("alice", "alice");
		String room = server.createRoom("Support", alice);
		server.createMessage(room, alice, "old");
		String last = server.createMessage(room, alice, "handled");
		server.createMessage(room, alice, "first missed");
		server.createMessage(room, alice, "second missed");
		try (ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
			assertThat(missed(client, room, last)).extracting(Message::content)
				.containsExactly("first missed", "second missed");
		}
	}

	// tag::missed[]
	/**
	 * What was said since the last message that this application has handled, oldest
	 * first.
	 */
	static List<Message> missed(ChatClient chat, String roomId, String lastHandledId) {
		List<Message> missed = new ArrayList<>();
		// The newest come first, and pages are fetched as they are needed.
		chat.messages()
			.listAll(roomId)
			.takeWhile((message) -> !message.id().equals(lastHandledId))
			.limit(10_000)
			.forEach(missed::add);
		Collections.reverse(missed);
		return missed;
	}
	// end::missed[]

	@Test
	void whatMayHaveArrivedIsLookedUpBeforeItIsSentAgain(ChatTestServer server) {
		String bot = server.createUser("bot", "bot");
		String room = server.createRoom("Orders", bot);
		try (ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
			client.rooms().get(room);
			server.faults().on("messages.create").nth(1).cutAfterApplying();
			sendOnce(client, room, bot, "Order 4711 is on its way.");
			server.faults().clear();
			server.faults().on("messages.create").nth(1).cutBeforeApplying();
			sendOnce(client, room, bot, "Order 4712 is on its way.");
			assertThat(client.messages().list(room).items()).extracting(Message::content)
				.containsExactly("Order 4712 is on its way.", "Order 4711 is on its way.");
		}
	}

	// tag::once[]
	/**
	 * Sends a text that is like no other, such as one with the number of an order, once.
	 */
	static void sendOnce(ChatClient chat, String roomId, String userId, String text) {
		try {
			chat.messages().create(roomId, CreateMessageInput.of(text, userId));
		}
		catch (ChatException ex) {
			if (!ex.isOutcomeUnknown()) {
				throw ex;
			}
			boolean arrived = chat.messages()
				.listAll(roomId)
				.limit(200)
				.anyMatch((message) -> message.userId().equals(userId) && message.content().equals(text));
			if (!arrived) {
				chat.messages().create(roomId, CreateMessageInput.of(text, userId));
			}
		}
	}
	// end::once[]

	@Test
	void oneApplicationHasSeveralProjects(ChatTestServer server) {
		try (ChatTestServer second = ChatTestServer.start();
				ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build();
				Projects projects = new Projects(client, second.baseUrl(), second.apiKey())) {
			String alice = second.createUser("alice", "alice");
			second.createRoom("Only there", alice);
			assertThat(projects.sales().rooms().list().items()).isEmpty();
			assertThat(projects.support().rooms().list().items()).hasSize(1);
		}
	}

	static class OthersOnly {

		private final List<String> heard;

		OthersOnly(List<String> heard) {
			this.heard = heard;
		}

		// tag::own[]
		@EventListener
		void on(MessageReceived event) {
			if (!event.own()) {
				this.heard.add(event.message().content());
			}
		}
		// end::own[]

	}

	// tag::projects[]
	/** Make this a bean: the starter's client is the first, and more are made from it. */
	static class Projects implements AutoCloseable {

		private final ChatClient sales;

		private final ChatClient support;

		Projects(ChatClient chat, String supportUrl, String supportKey) {
			this.sales = chat;
			this.support = chat.mutate().baseUrl(supportUrl).apiKey(supportKey).build();
		}

		ChatClient sales() {
			return this.sales;
		}

		ChatClient support() {
			return this.support;
		}

		/** Closes what was made here; Spring closes its own bean. */
		@Override
		public void close() {
			this.support.close();
		}

	}
	// end::projects[]

}
