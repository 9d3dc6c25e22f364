package io.github.tegrabox.chat.testserver;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A server whose names on the wire differ.
 */
class WireNamesTests {

	@Test
	void pathsAndTheHeaderDiffer() {
		ChatTestServerWire wire = ChatTestServerWire.builder()
			.apiKey("X-Chat-Key: {key}")
			.path("project", "/v2/me")
			.path("verify", "/v2/token")
			.path("users", "/v2/people")
			.path("rooms", "/v2/{projectId}/channels")
			.path("messages", "/v2/channels/{roomId}/posts")
			.build();
		try (ChatTestServer server = ChatTestServer.builder().wire(wire).build().start()) {
			RestCalls api = RestCalls.with(server, "X-Chat-Key", server.apiKey());
			String ann = server.createUser("ann", "1");
			String room = server.createRoom("General", ann);
			assertThat(api.get("/v2/me").text("/id")).isEqualTo(server.projectId());
			assertThat(api.get("/v2/people/" + ann).text("/username")).isEqualTo("ann");
			assertThat(api.get("/v2/" + server.projectId() + "/channels/" + room).text("/name")).isEqualTo("General");
			assertThat(api.get("/v2/other/channels/" + room).status()).isEqualTo(404);
			assertThat(
					api.post("/v2/channels/" + room + "/posts", "{\"content\":\"hello\",\"user_id\":\"" + ann + "\"}")
						.status())
				.isEqualTo(201);
			String token = api.post("/v2/people/" + ann + "/token", null).text("/token");
			assertThat(RestCalls.withToken(server, token).get("/v2/token").text("/user/userId")).isEqualTo(ann);
			assertThat(RestCalls.withKey(server).get("/v2/me").status()).isEqualTo(401);
			assertThat(api.get("/api/projects/current").status()).isEqualTo(404);
		}
	}

	@Test
	void socketEventsDiffer() {
		ChatTestServerWire wire = ChatTestServerWire.builder()
			.emit("join-room", "enter")
			.event("message", "chat:message")
			.event("error", "oops")
			.build();
		try (ChatTestServer server = ChatTestServer.builder().wire(wire).build().start()) {
			String ann = server.createUser("ann", "1");
			String room = server.createRoom("General", ann);
			try (TestSocket socket = TestSocket.connect(server, server.issueToken(ann)).undescribed()) {
				JsonNode ack = socket.call("enter", Map.of("room_id", room));
				assertThat(ack.get("ok").booleanValue()).isTrue();
				server.faults().on("emit.message").times(1).drop();
				server.createMessage(room, ann, "lost");
				server.createMessage(room, ann, "kept");
				assertThat(socket.next("chat:message").get("content").stringValue()).isEqualTo("kept");
				socket.emit("enter", Map.of("room_id", "room_none"));
				assertThat(socket.next("oops").get("code").stringValue()).isEqualTo("room_not_found");
			}
		}
	}

	@Test
	void usersAreRevokedAndDeletedByTheirExternalId() {
		ChatTestServerWire wire = ChatTestServerWire.builder()
			.operation("users-revoke-token", "POST /revoke")
			.body("users-revoke-token", "external-user-id", "external_user_id")
			.operation("users-delete", "POST /delete")
			.body("users-delete", "external-user-id", "external_user_id")
			.build();
		try (ChatTestServer server = ChatTestServer.builder().wire(wire).build().start()) {
			RestCalls api = RestCalls.withKey(server);
			String ann = server.createUser("ann", "1");
			for (String path : List.of("/revoke", "/delete")) {
				try (TestSocket socket = TestSocket.connect(server, server.issueToken(ann))) {
					assertThat(api.post(path, "{\"external_user_id\":\"1\"}").status()).isEqualTo(204);
					socket.receive((packet) -> packet.startsWith("41"));
				}
			}
			assertThat(api.get("users/" + ann).status()).isEqualTo(404);
		}
	}

	@Test
	void pagesAreCountedFromZeroAndAskedForByOtherNames() {
		ChatTestServerWire wire = ChatTestServerWire.of(Map.of("paths.users", "/people", "first-page", "0",
				"query.page", "p", "query.limit", "per_page", "query.cursor", "after"));
		try (ChatTestServer server = ChatTestServer.builder().wire(wire).build().start()) {
			RestCalls api = RestCalls.withKey(server);
			server.createUser("ann", "1");
			server.createUser("bob", "2");
			assertThat(api.get("/people?p=0&per_page=1").text("/items/0/username")).isEqualTo("ann");
			assertThat(api.get("/people?per_page=1").json().at("/page").intValue()).isZero();
			assertThat(api.get("/people?p=1&per_page=1").text("/items/0/username")).isEqualTo("bob");
			assertThat(api.get("/people?p=1&per_page=1").json().at("/totalPages").intValue()).isEqualTo(2);
			assertThat(api.get("/people?p=2&per_page=1").json().at("/items")).isEmpty();
			assertThat(api.get("/people?p=-1").status()).isEqualTo(400);
		}
	}

	@Test
	void namesOfPropertiesAreAsLooseAsAnApplicationsAre() {
		ChatTestServerWire wire = ChatTestServerWire
			.of(Map.of("chat.wire.messageOrder", "OLDEST_FIRST", "chat.wire.emits.join_room", "enter",
					"chat.wire.paths.Users", "/people", "chat.wire.operations.usersGet", "GET /person/{userId}",
					"chat.wire.bodies.usersCreate.externalUserId", "reference"));
		try (ChatTestServer server = ChatTestServer.builder().wire(wire).build().start()) {
			RestCalls api = RestCalls.withKey(server);
			String ann = api.post("/people", "{\"username\":\"ann\",\"reference\":\"1\"}").text("/id");
			assertThat(api.get("/person/" + ann).text("/username")).isEqualTo("ann");
			String room = server.createRoom("General", ann);
			server.createMessage(room, ann, "first");
			server.createMessage(room, ann, "second");
			assertThat(api.get("rooms/" + room + "/messages").text("/items/0/content")).isEqualTo("first");
			try (TestSocket socket = TestSocket.connect(server, server.issueToken(ann)).undescribed()) {
				assertThat(socket.call("enter", Map.of("room_id", room)).get("ok").booleanValue()).isTrue();
			}
		}
	}

	@Test
	void thePathOfTheSocketsDiffers() {
		try (ChatTestServer server = ChatTestServer.builder().socketPath("/chat/socket.io/").build().start()) {
			RestCalls api = RestCalls.with(server);
			assertThat(api.get("/chat/socket.io/?EIO=4&transport=polling").body()).startsWith("0{\"sid\":");
			assertThat(api.get("/socket.io/?EIO=4&transport=polling").status()).isEqualTo(404);
		}
	}

	@Test
	void originsAreLimited() {
		try (ChatTestServer server = ChatTestServer.builder().allowedOrigins("http://one.example").build().start()) {
			assertThat(RestCalls.with(server, "Origin", "http://one.example")
				.get("/api/projects/current")
				.header("Access-Control-Allow-Origin")).isEqualTo("http://one.example");
			assertThat(RestCalls.with(server, "Origin", "http://two.example")
				.get("/api/projects/current")
				.header("Access-Control-Allow-Origin")).isNull();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "paths.users|users|a path begins with a slash",
			"operations.users-get|LOOK /users|it must be a method and a path",
			"operations.users-get|GET /users/{id}|there is no variable {id}",
			"operations.users-get|GET /api/projects/{projectId}/rooms/{roomId}|that is rooms-get already",
			"project|cookie:x|it must be one of", "names|kebab|it must be snake_case or camelCase",
			"room-payload|number|it must be object or id", "socket-auth|token|it must be one of",
			"credentials.api-key|X-API-Key|it must be a header", "message-order|random|newest-first or oldest-first",
			"emits.join-room|send_message|the name of another event", "answers.project|key|it must be id",
			"first-page|2|it must be 1 or 0" })
	void whatCannotWorkIsRefusedByItsName(String key, String value, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> ChatTestServerWire.of(Map.of("chat.wire." + key, value)))
			.withMessageContaining(value)
			.withMessageContaining(reason)
			.withMessageContaining(key.startsWith("emits") ? "chat.wire.emits" : "chat.wire." + key);
	}

	@Test
	void whatDoesNotExistIsRefused() {
		for (String key : List.of("events.shout", "operations.users-shout", "bodies.users-shout.x", "nams")) {
			assertThatIllegalArgumentException().isThrownBy(() -> ChatTestServerWire.of(Map.of(key, "/x")))
				.withMessageContaining("no setting of the wire '" + key + "'");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> ChatTestServer.builder().socketPath("socket.io"));
	}

}
