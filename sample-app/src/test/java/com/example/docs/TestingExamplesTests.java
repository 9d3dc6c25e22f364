package com.example.docs;

import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.junit.ChatServer;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The examples of the page on testing.
 */
class TestingExamplesTests {

	@Nested
	// tag::spring[]
	@SpringBootTest
	@AutoConfigureChatTestServer
	class WithSpringTests {

		@Autowired
		private ChatTestServer server;

		@Autowired
		private ChatClient chat;

		@Test
		void roomsAreListed() {
			this.server.reset();
			this.server.createRoom("Lobby", this.server.createUser("alice", "alice"));
			assertThat(this.chat.rooms().list().items()).hasSize(1);
		}

	}
	// end::spring[]

	// tag::controller[]
	@RestController
	static class RoomNames {

		private final ChatClient chat;

		RoomNames(ChatClient chat) {
			this.chat = chat;
		}

		@GetMapping("/room-names")
		List<String> names() {
			return this.chat.rooms().listAll().map(Room::name).toList();
		}

	}
	// end::controller[]

	@Nested
	@Import(RoomNames.class)
	// tag::slice[]
	@WebMvcTest(RoomNames.class)
	@AutoConfigureChatTestServer
	class RoomNamesTests {

		@Autowired
		private ChatTestServer server;

		@Autowired
		private MockMvcTester mvc;

		@Test
		@WithMockUser
		void namesAreListed() {
			this.server.reset();
			this.server.createRoom("Lobby", this.server.createUser("alice", "alice"));
			assertThat(this.mvc.get().uri("/room-names")).hasStatusOk().bodyText().contains("Lobby");
		}

	}
	// end::slice[]

	static class Pong {

		private final ChatSocket socket;

		Pong(ChatSocket socket) {
			this.socket = socket;
		}

		// tag::pong[]
		@EventListener
		void answer(MessageReceived event) {
			if (event.message().content().equals("ping")) {
				this.socket.sendMessage(event.message().roomId(), "pong");
			}
		}
		// end::pong[]

	}

	@Nested
	@Import(Pong.class)
	// tag::listener[]
	@SpringBootTest(properties = { "chat.socket.user.external-id=bot", "chat.socket.auto-startup=false" })
	@AutoConfigureChatTestServer
	class PongTests {

		@Autowired
		private ChatTestServer server;

		@Autowired
		private ChatClient chat;

		@Autowired
		private ChatSocket socket;

		@Test
		void pingIsAnswered() {
			String alice = this.server.createUser("alice", "alice");
			String room = this.server.createRoom("Lobby", alice);
			this.socket.joinRoom(room);
			this.socket.connect();
			await().until(this.socket::isConnected);

			this.server.createMessage(room, alice, "ping");

			await().untilAsserted(() -> assertThat(this.chat.messages().list(room).items()).extracting(Message::content)
				.containsExactly("pong", "ping"));
		}

	}
	// end::listener[]

	@Nested
	// tag::junit[]
	@ChatServer
	class WithoutSpringTests {

		@Test
		void theKeyIsSent(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
				chat.users().list();
			}
			RecordedRequest request = server.recorder()
				.requests()
				.await(Duration.ofSeconds(30), (each) -> "users.list".equals(each.operation()));
			assertThat(request.header("X-API-Key")).isNotNull();
		}

	}
	// end::junit[]

	@Nested
	@ChatServer
	class FaultsTests {

		@Test
		void faultsHappenOnDemand(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
				// tag::faults[]
				// The client tries three times, so this goes unnoticed.
				server.failNext(2, 503);
				chat.rooms().list();

				// Until removed or reset.
				server.faults().on("rooms.list").respond(500);
				assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> chat.rooms().list());

				// The third message gets lost.
				server.faults().on(Faults.EMIT + "message").nth(3).drop();
				// TCP resets, and tokens that expire soon.
				server.cutSockets();
				server.tokenTtl(Duration.ofSeconds(2));
				// end::faults[]
				assertThat(server.recorder().count("rooms.list")).isEqualTo(4);
			}
		}

		@Test
		void faultsStandAtPoints(ChatTestServer server) {
			// tag::points[]
			// The next two calls of any REST operation.
			server.failNext(2, 503);
			server.delayNext(1, Duration.ofSeconds(3));
			server.cutNext(1);
			server.faults().on("messages.list").times(3).respond(503);
			server.faults().on("messages.create").nth(2).cutAfterApplying();
			server.faults().on("emit.message").probability(0.1, 42).drop();
			// end::points[]
			assertThat(server.faults().active()).hasSize(6);
		}

		@Test
		void whatHappenedIsRecorded(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey("wrong").build()) {
				assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> chat.rooms().list());
			}
			// tag::recorded[]
			RecordedRequest refused = server.recorder()
				.requests()
				.await(Duration.ofSeconds(30), (request) -> request.status() == 401);
			// Each once, the oldest first.
			RecordedRequest oldest = server.takeRequest(Duration.ofSeconds(30));
			assertThat(server.recorder().count("projects.current")).isOne();
			// end::recorded[]
			assertThat(oldest.operation()).isEqualTo(refused.operation());
		}

	}

	@Test
	void anotherDialect() {
		// tag::dialect[]
		ChatTestServerWire wire = ChatTestServerWire.builder()
			.apiKey("Authorization: ApiKey {key}")
			.operation("users-update", "PUT /api/projects/{projectId}/users/{userId}")
			.names("camelCase")
			.emit("join-room", "room:join")
			.socketAuth("query.token")
			.build();
		ChatTestServer server = ChatTestServer.builder().wire(wire).build().start();
		// end::dialect[]
		WireSettings same = WireSettings.builder()
			.apiKey("Authorization: ApiKey {key}")
			.names(NameStyle.CAMEL_CASE)
			.build();
		try (server;
				ChatClient chat = ChatClient.builder()
					.baseUrl(server.baseUrl())
					.apiKey(server.apiKey())
					.wire(same)
					.build()) {
			assertThat(chat.users().create(CreateUserInput.of("ada", "1")).externalUserId()).isEqualTo("1");
		}
	}

}
