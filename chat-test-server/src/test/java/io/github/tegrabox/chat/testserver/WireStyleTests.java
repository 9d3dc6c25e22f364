package io.github.tegrabox.chat.testserver;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The styles in which the server answers.
 */
class WireStyleTests {

	@Test
	void namesAreInCamelCase() {
		try (ChatTestServer server = server("names", "camelCase")) {
			String ann = server.createUser("ann", "1");
			String room = server.createRoom("General", ann);
			RestCalls api = RestCalls.withKey(server).undescribed();
			assertThat(api.get("users/" + ann).json().propertyNames()).containsExactlyInAnyOrder("id", "username",
					"externalUserId", "status", "createdAt", "updatedAt");
			assertThat(api.get("rooms/" + room).json().propertyNames()).containsExactlyInAnyOrder("id", "name",
					"createdBy", "memberCount", "createdAt", "updatedAt");
			assertThat(api.post("users/" + ann + "/token", null).json().propertyNames())
				.containsExactlyInAnyOrder("token", "userId", "expiresAt");
			try (TestSocket socket = TestSocket.connect(server, server.issueToken(ann)).undescribed()) {
				socket.join(room);
				server.createMessage(room, ann, "hello");
				assertThat(socket.next("message").propertyNames()).containsExactlyInAnyOrder("id", "roomId", "userId",
						"username", "content", "createdAt");
			}
		}
	}

	@Test
	void entitiesStandUnderData() {
		try (ChatTestServer server = server("entities", "data")) {
			String ann = server.createUser("ann", "1");
			RestCalls api = RestCalls.withKey(server).undescribed();
			assertThat(api.get("/api/projects/current").text("/data/id")).isEqualTo(server.projectId());
			assertThat(api.get("users/" + ann).text("/data/username")).isEqualTo("ann");
			assertThat(api.get("users").text("/items/0/username")).isEqualTo("ann");
			assertThat(RestCalls.withToken(server, server.issueToken(ann))
				.undescribed()
				.get("/api/auth/verify")
				.text("/data/user/userId")).isEqualTo(ann);
		}
	}

	@Test
	void timesAreMilliseconds() {
		try (ChatTestServer server = server("times", "epoch-millis")) {
			String ann = server.createUser("ann", "1");
			JsonNode created = RestCalls.withKey(server).undescribed().get("users/" + ann).json().get("created_at");
			assertThat(created.isIntegralNumber()).isTrue();
			assertThat(Instant.ofEpochMilli(created.longValue())).isBetween(Instant.now().minusSeconds(60),
					Instant.now().plusSeconds(1));
		}
	}

	@Test
	void theHistoryHasTheOrderAskedFor() {
		try (ChatTestServer server = ChatTestServer.builder()
			.wire(ChatTestServerWire.builder().messageOrder("oldest-first").build())
			.build()
			.start()) {
			String ann = server.createUser("ann", "1");
			String room = server.createRoom("General", ann);
			server.createMessage(room, ann, "one");
			server.createMessage(room, ann, "two");
			RestCalls api = RestCalls.withKey(server).undescribed();
			assertThat(api.get("rooms/" + room + "/messages").text("/items/0/content")).isEqualTo("one");
			server.messageOrder("newest-first");
			assertThat(api.get("rooms/" + room + "/messages").text("/items/0/content")).isEqualTo("two");
		}
	}

	@Test
	void whatTheServerReadsDoesNotDependOnTheStyle() {
		try (ChatTestServer server = server("names", "camelCase", "entities", "data")) {
			String ann = server.createUser("ann", "1");
			String room = server.createRoom("General", ann);
			assertThat(RestCalls.withKey(server)
				.undescribed()
				.post("rooms/" + room + "/messages",
						RestCalls.JSON.writeValueAsString(Map.of("content", "hello", "user_id", ann)))
				.text("/data/userId")).isEqualTo(ann);
		}
	}

	private static ChatTestServer server(String... answers) {
		ChatTestServerWire.Builder wire = ChatTestServerWire.builder();
		for (int i = 0; i < answers.length; i += 2) {
			wire.answer(answers[i], answers[i + 1]);
		}
		return ChatTestServer.builder().wire(wire.build()).build().start();
	}

}
