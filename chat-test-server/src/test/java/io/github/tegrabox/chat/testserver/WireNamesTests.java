package io.github.tegrabox.chat.testserver;

import java.util.Map;

import io.github.tegrabox.chat.testserver.internal.api.WireNames;
import io.github.tegrabox.chat.testserver.internal.api.WireNames.Resource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A server whose names on the wire differ.
 */
class WireNamesTests {

	@Test
	void pathsAndTheHeaderDiffer() {
		WireNames names = WireNames.STANDARD.withApiKeyHeader("X-Chat-Key")
			.withPath(Resource.PROJECT, "/v2/me")
			.withPath(Resource.VERIFY, "/v2/token")
			.withPath(Resource.USERS, "/v2/people")
			.withPath(Resource.ROOMS, "/v2/{projectId}/channels")
			.withPath(Resource.MESSAGES, "/v2/channels/{roomId}/posts");
		try (ChatTestServer server = ChatTestServer.builder().wireNames(names).build().start()) {
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
		WireNames names = WireNames.STANDARD.withEvent("join_room", "enter")
			.withEvent("message", "chat:message")
			.withEvent("error", "oops");
		try (ChatTestServer server = ChatTestServer.builder().wireNames(names).build().start()) {
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

	@Test
	void badNamesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> WireNames.STANDARD.withPath(Resource.USERS, "users"));
		assertThatIllegalArgumentException().isThrownBy(() -> WireNames.STANDARD.withEvent("shout", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> ChatTestServer.builder().socketPath("socket.io"));
	}

}
