package com.example.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatValidationException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.Subscription;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.junit.ChatServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the pages on the client.
 */
@ChatServer
class ClientExamplesTests {

	@Test
	void firstSteps(ChatTestServer server) {
		String apiKey = server.apiKey();
		String baseUrl = server.baseUrl();
		// tag::client[]
		ChatClient client = ChatClient.builder().apiKey(apiKey).baseUrl(baseUrl).build();
		// end::client[]
		try (client) {
			// tag::first-steps[]
			ChatUser alice = client.users().getOrCreate(CreateUserInput.of("alice", "customer-4711"));
			Room room = client.rooms().create(CreateRoomInput.of("Support", alice.id()));
			client.messages().create(room.id(), CreateMessageInput.of("Hello!", alice.id()));
			TokenResponse token = client.users().generateToken(alice.id(), Duration.ofHours(1));
			// end::first-steps[]
			assertThat(client.messages().list(room.id()).items()).extracting(Message::content)
				.containsExactly("Hello!");
			assertThat(token.userId()).isEqualTo(alice.id());
		}
	}

	@Test
	void paging(ChatTestServer server) {
		try (ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			String owner = server.createUser("alice", "alice");
			String roomId = server.createRoom("Support", owner);
			server.createMessage(roomId, owner, "first");
			server.createMessage(roomId, owner, "second");
			List<String> contents = new ArrayList<>();
			// tag::paging[]
			PaginatedResponse<Message> newest = client.messages().list(roomId, PaginationParams.of(1, 20));
			// A stream fetches the next page when the consumer gets there.
			client.messages().listAll(roomId).limit(1000).forEach((message) -> contents.add(message.content()));
			// end::paging[]
			assertThat(newest.total()).isEqualTo(2);
			assertThat(contents).containsExactly("second", "first");
		}
	}

	@Test
	void reactive(ChatTestServer server) {
		try (ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			String owner = server.createUser("alice", "alice");
			server.createMessage(server.createRoom("Support", owner), owner, "Hi");
			// tag::reactive[]
			ReactiveChatClient chat = client.reactive();
			Flux<String> latest = chat.rooms()
				.listAll()
				.flatMap((room) -> chat.messages().list(room.id(), PaginationParams.of(1, 1)))
				.flatMapIterable(PaginatedResponse::items)
				.map(Message::content);
			// end::reactive[]
			assertThat(latest.collectList().block(Duration.ofMinutes(2))).containsExactly("Hi");
		}
	}

	@Test
	void errors(ChatTestServer server) {
		try (ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			assertThat(describe(client, "usr_none")).isEqualTo("nobody");
		}
	}

	private static String describe(ChatClient client, String userId) {
		// tag::errors[]
		try {
			return client.users().get(userId).username();
		}
		catch (ChatNotFoundException ex) {
			return "nobody";
		}
		catch (ChatRateLimitException ex) {
			return "busy, try again in " + ex.retryAfter();
		}
		catch (ChatAuthenticationException ex) {
			return "wrong key (request " + ex.requestId() + ")";
		}
		catch (ChatValidationException ex) {
			return "invalid: " + ex.details();
		}
		catch (ChatNetworkException ex) {
			return "unreachable";
		}
		catch (ChatException ex) {
			return "failed: " + ex.getMessage();
		}
		// end::errors[]
	}

	@Test
	void socket(ChatTestServer server) {
		String userId = server.createUser("bot", "bot");
		String roomId = server.createRoom("Support", userId);
		List<String> seen = new CopyOnWriteArrayList<>();
		ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build();
		// tag::socket[]
		// Made from the client with the API key: one that acts as a user, and asks for a
		// token when it needs one.
		ChatClient bot = client.asUser(userId);

		ChatSocket socket = bot.socket();
		Subscription messages = socket.onMessage((message) -> seen.add(message.content()));
		socket.joinRoom(roomId);
		socket.connect();
		// end::socket[]
		try (client; bot) {
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(socket::isConnected);
			// tag::acked[]
			Message accepted = socket.sendMessageAcked(roomId, "Hello").block(Duration.ofSeconds(30));
			// end::acked[]
			assertThat(accepted).isNotNull();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(seen).containsExactly("Hello"));
			messages.close();
		}
	}

	@Test
	void sequence(ChatTestServer server) {
		String userId = server.createUser("bot", "bot");
		String roomId = server.createRoom("Support", userId);
		String apiKey = server.apiKey();
		String jwtToken = server.issueToken(userId);
		String baseUrl = server.baseUrl();
		List<String> seen = new CopyOnWriteArrayList<>();
		// tag::sequence[]
		ChatClient client = ChatClient.builder().apiKey(apiKey).jwtToken(jwtToken).baseUrl(baseUrl).build();
		client.socket().connect();
		client.socket().joinRoom(roomId);
		client.socket().onMessage((message) -> seen.add(message.content()));
		client.socket().sendMessage(roomId, "Hello!");
		// end::sequence[]
		try (client) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(seen).containsExactly("Hello!"));
			assertThat(client.messages().list(roomId).items()).extracting(Message::content).containsExactly("Hello!");
		}
	}

	@Test
	void events(ChatTestServer server) {
		String userId = server.createUser("bot", "bot");
		String roomId = server.createRoom("Support", userId);
		List<String> seen = new CopyOnWriteArrayList<>();
		try (ChatClient client = ChatClient.builder()
			.baseUrl(server.baseUrl())
			.apiKey(server.apiKey())
			.jwtToken(server.issueToken(userId))
			.build()) {
			// tag::events[]
			client.socket().onEvent((ChatEvent event) -> {
				if (event instanceof MessageReceived received) {
					seen.add((received.recovered() ? "missed: " : "live: ") + received.message().content());
				}
				else if (event instanceof MessageGap gap) {
					seen.add("read the history of " + gap.roomId());
				}
			});
			// end::events[]
			client.socket().joinRoom(roomId);
			client.socket().connect();
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(client.socket()::isConnected);
			client.socket().sendMessageAcked(roomId, "Hello").block(Duration.ofMinutes(2));
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(seen).singleElement().asString().endsWith(": Hello"));
		}
	}

}
