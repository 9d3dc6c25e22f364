package io.github.tegrabox.chat.testserver;

import java.time.Instant;
import java.util.List;

import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operations on rooms and messages.
 */
class RoomsAndMessagesTests {

	private ChatTestServer server;

	private RestCalls api;

	private String ann;

	private String bob;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
		this.api = RestCalls.withKey(this.server);
		this.ann = this.server.createUser("ann", "1");
		this.bob = this.server.createUser("bob", "2");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void aRoomIsCreatedWithItsCreatorAsAMember() {
		Answer answer = this.api.post("rooms", "{\"name\":\"General\",\"created_by\":\"" + this.ann + "\"}");
		assertThat(answer.status()).isEqualTo(201);
		JsonNode room = answer.json();
		assertThat(room.propertyNames()).containsExactlyInAnyOrder("id", "name", "created_by", "member_count",
				"created_at", "updated_at");
		assertThat(room.get("id").stringValue()).startsWith("room_");
		assertThat(room.get("created_by").stringValue()).isEqualTo(this.ann);
		assertThat(room.get("member_count").intValue()).isOne();
		assertThat(this.api.get("rooms/" + room.get("id").stringValue()).json()).isEqualTo(room);
		assertThat(this.api.get("rooms").json().get("items")).containsExactly(room);
	}

	@Test
	void aRoomNeedsACreatorThatExists() {
		Answer answer = this.api.post("rooms", "{\"name\":\"General\",\"created_by\":\"usr_none\"}");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text("/error/code")).isEqualTo("user_not_found");
	}

	@Test
	void theProjectLetsUsersJoinAndLeave() {
		String room = this.server.createRoom("General", this.ann);
		String body = "{\"user_id\":\"" + this.bob + "\"}";
		assertThat(this.api.post("rooms/" + room + "/join", body).status()).isEqualTo(204);
		assertThat(this.api.post("rooms/" + room + "/join", body).status()).isEqualTo(204);
		assertThat(this.api.get("rooms/" + room).json().get("member_count").intValue()).isEqualTo(2);
		assertThat(this.api.post("rooms/" + room + "/leave", body).status()).isEqualTo(204);
		assertThat(this.api.post("rooms/" + room + "/leave", body).status()).isEqualTo(204);
		assertThat(this.api.get("rooms/" + room).json().get("member_count").intValue()).isOne();
	}

	@Test
	void aUserJoinsAndLeavesAsItself() {
		String room = this.server.createRoom("General", this.ann);
		RestCalls asBob = RestCalls.withToken(this.server, this.server.issueToken(this.bob));
		assertThat(asBob.post("rooms/" + room + "/join", null).status()).isEqualTo(204);
		assertThat(this.api.get("rooms/" + room).json().get("member_count").intValue()).isEqualTo(2);
		assertThat(asBob.post("rooms/" + room + "/leave", "{\"user_id\":\"" + this.ann + "\"}").status())
			.isEqualTo(403);
		assertThat(asBob.post("rooms/" + room + "/leave", null).status()).isEqualTo(204);
		assertThat(this.api.get("rooms/" + room).json().get("member_count").intValue()).isOne();
	}

	@Test
	void messagesAreListedNewestFirst() {
		String room = this.server.createRoom("General", this.ann);
		for (String content : List.of("one", "two", "three")) {
			Answer answer = this.api.post("rooms/" + room + "/messages",
					"{\"content\":\"" + content + "\",\"user_id\":\"" + this.ann + "\"}");
			assertThat(answer.status()).isEqualTo(201);
			assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "room_id", "user_id", "username",
					"content", "created_at");
			assertThat(answer.text("/id")).startsWith("msg_");
			assertThat(answer.text("/username")).isEqualTo("ann");
		}
		JsonNode page = this.api.get("rooms/" + room + "/messages?limit=2").json();
		assertThat(page.get("items")).extracting((message) -> message.get("content").stringValue())
			.containsExactly("three", "two");
		assertThat(page.get("total").intValue()).isEqualTo(3);
		assertThat(page.get("totalPages").intValue()).isEqualTo(2);
		assertThat(this.api.get("rooms/" + room + "/messages?limit=2&page=2").text("/items/0/content"))
			.isEqualTo("one");
	}

	@Test
	void timesOfMessagesGrowStrictly() {
		String room = this.server.createRoom("General", this.ann);
		for (int i = 0; i < 100; i++) {
			this.server.createMessage(room, this.ann, "message " + i);
		}
		List<Instant> times = this.api.get("rooms/" + room + "/messages?limit=100")
			.json()
			.get("items")
			.valueStream()
			.map((message) -> Instant.parse(message.get("created_at").stringValue()))
			.toList();
		assertThat(times).hasSize(100).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
	}

	@Test
	void contentCountsCharactersNotCodeUnits() {
		String room = this.server.createRoom("General", this.ann);
		assertThat(post(room, "😀".repeat(4000)).status()).isEqualTo(201);
		Answer answer = post(room, "😀".repeat(4001));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("/error/details/content")).contains("4000");
	}

	@Test
	void whatIsComingSoonSaysSo() {
		String room = this.server.createRoom("General", this.ann);
		String message = this.server.createMessage(room, this.ann, "hello");
		assertThat(List.of(this.api.patch("rooms/" + room, "{\"name\":\"Other\"}"), this.api.delete("rooms/" + room),
				this.api.delete("rooms/" + room + "/messages/" + message)))
			.allSatisfy((answer) -> {
				assertThat(answer.status()).isEqualTo(501);
				assertThat(answer.text("/error/code")).isEqualTo("not_implemented");
			});
	}

	private Answer post(String room, String content) {
		return this.api.post("rooms/" + room + "/messages",
				"{\"content\":\"" + content + "\",\"user_id\":\"" + this.ann + "\"}");
	}

}
