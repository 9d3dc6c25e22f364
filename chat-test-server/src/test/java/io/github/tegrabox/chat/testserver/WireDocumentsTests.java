package io.github.tegrabox.chat.testserver;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the descriptions of the wire: all that they describe can be had, and what they
 * do not describe is noticed. Every other test's traffic is held against them too.
 */
class WireDocumentsTests {

	@Test
	void everyOperationAndEventIsServedAsDescribed() throws Exception {
		try (ChatTestServer server = ChatTestServer.start()) {
			RestCalls api = RestCalls.withKey(server);
			api.get("/api/projects/current");
			String ann = api.post("users", "{\"username\":\"ann\",\"external_user_id\":\"a\",\"display_name\":\"Ann\"}")
				.text("/id");
			String bob = api.post("users", "{\"username\":\"bob\",\"external_user_id\":\"b\"}").text("/id");
			api.get("users?page=1&limit=1");
			api.get("users/" + ann);
			api.patch("users/" + ann, "{\"email\":\"ann@example.com\"}");
			String token = api.post("users/" + ann + "/token", "{\"expires_in\":60}").text("/token");
			String room = api.post("rooms", "{\"name\":\"one\",\"created_by\":\"" + ann + "\"}").text("/id");
			api.get("rooms");
			api.get("rooms/" + room);
			api.post("rooms/" + room + "/join", "{\"user_id\":\"" + bob + "\"}");
			api.post("rooms/" + room + "/leave", "{\"user_id\":\"" + bob + "\"}");
			api.post("rooms/" + room + "/messages", "{\"content\":\"hi\",\"user_id\":\"" + ann + "\"}");
			api.get("rooms/" + room + "/messages");
			assertThat(api.patch("rooms/" + room, "{\"name\":\"two\"}").status()).isEqualTo(501);
			assertThat(api.delete("rooms/" + room).status()).isEqualTo(501);
			assertThat(api.delete("rooms/" + room + "/messages/msg_1").status()).isEqualTo(501);
			RestCalls.withToken(server, token).get("/api/auth/verify");
			talk(server, room, token, server.issueToken(bob));
			api.delete("users/" + ann + "/token");
			api.delete("users/" + ann);
		}
		assertThat(WireDocuments.operations()).hasSize(19);
		assertThat(WireDocuments.seen()).containsAll(WireDocuments.operations()
			.stream()
			.filter((operation) -> !operation.matches("rooms\\.(update|delete)|messages\\.delete"))
			.toList());
		assertThat(WireDocuments.seen()).containsAll(WireDocuments.events());
	}

	private void talk(ChatTestServer server, String room, String annsToken, String bobsToken) {
		try (TestSocket ann = TestSocket.connect(server, annsToken);
				TestSocket bob = TestSocket.connect(server, bobsToken)) {
			ann.join(room);
			bob.join(room);
			ann.next("user_joined");
			bob.call("start_typing", Map.of("room_id", room));
			ann.next("user_typing");
			bob.call("stop_typing", Map.of("room_id", room));
			ann.next("user_stopped_typing");
			bob.call("send_message", Map.of("room_id", room, "content", "hello"));
			ann.next("message");
			bob.call("leave_room", Map.of("room_id", room));
			ann.next("user_left");
			ann.emit("join_room", Map.of("room_id", "room_none"));
			ann.next("error");
		}
	}

	@Test
	void whatIsNotAsDescribedIsNoticed() {
		String user = "{\"username\":\"ann\",\"external_user_id\":\"a\"}";
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> WireDocuments.check("POST", "/api/projects/p/users", user, 201, user))
			.withMessageContaining("users.create is no ChatUser")
			.withMessageContaining("id");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> WireDocuments.check("GET", "/api/nothing", null, 200, "{}"))
			.withMessageContaining("not described");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> WireDocuments.check("GET", "/api/projects/p/users", null, 500, "{}"))
			.withMessageContaining("is no Error");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> WireDocuments.checkEvent("message", RestCalls.JSON.createObjectNode()))
			.withMessageContaining("message is no Message");
	}

}
