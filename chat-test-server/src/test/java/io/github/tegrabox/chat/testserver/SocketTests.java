package io.github.tegrabox.chat.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The events of sockets.
 */
class SocketTests {

	private ChatTestServer server;

	private RestCalls api;

	private String ann;

	private String bob;

	private String room;

	private final List<TestSocket> sockets = new ArrayList<>();

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
		this.api = RestCalls.withKey(this.server);
		this.ann = this.server.createUser("ann", "1");
		this.bob = this.server.createUser("bob", "2");
		this.room = this.server.createRoom("General", this.ann);
	}

	@AfterEach
	void stop() {
		this.sockets.forEach(TestSocket::close);
		this.server.close();
	}

	@Test
	void aSocketWithAGoodTokenIsLetIn() {
		connect(this.ann);
		assertThat(this.server.connectedSockets()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "''|token_missing", "{}|token_missing", "{\"token\":null}|token_missing",
					"{\"token\":\"\"}|token_missing", "{\"token\":\"x.y.z\"}|token_invalid",
					"{\"token\":5}|token_invalid", "{\"token\":{}}|token_invalid" })
	void aSocketWithoutAGoodTokenIsRefused(String auth, String code) {
		assertRefused(auth, code);
		assertThat(this.server.connectedSockets()).isZero();
	}

	@Test
	void aSocketWithAnExpiredOrRevokedTokenIsRefused() {
		String auth = "{\"token\":\"" + this.server.issueToken(this.ann) + "\"}";
		this.server.clockSkew(Duration.ofHours(2));
		assertRefused(auth, "token_expired");
		this.server.clockSkew(Duration.ZERO);
		this.api.delete("users/" + this.ann + "/token");
		assertRefused(auth, "token_revoked");
	}

	@Test
	void aMessageGoesToEverySocketInTheRoom() {
		TestSocket annsSocket = join(this.ann);
		TestSocket bobsSocket = join(this.bob);
		TestSocket elsewhere = connect(this.bob);
		annsSocket.next("user_joined");
		JsonNode ack = annsSocket.call("send_message", Map.of("room_id", this.room, "content", "hello"));
		assertThat(ack.get("ok").booleanValue()).isTrue();
		JsonNode message = ack.get("message");
		assertThat(message.get("content").stringValue()).isEqualTo("hello");
		assertThat(message.get("username").stringValue()).isEqualTo("ann");
		assertThat(annsSocket.next("message")).isEqualTo(message);
		assertThat(bobsSocket.next("message")).isEqualTo(message);
		elsewhere.expectNothing();
		assertThat(this.api.get("rooms/" + this.room + "/messages").json().at("/items/0")).isEqualTo(message);
	}

	@Test
	void messagesOfRestAndOfTheServerGoToTheRoomToo() {
		TestSocket socket = join(this.ann);
		JsonNode message = this.api
			.post("rooms/" + this.room + "/messages", "{\"content\":\"one\",\"user_id\":\"" + this.bob + "\"}")
			.json();
		String id = this.server.createMessage(this.room, this.bob, "two");
		assertThat(socket.next("message")).isEqualTo(message);
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(id);
	}

	@Test
	void joiningIsToldToTheOthersOnce() {
		TestSocket annsSocket = join(this.ann);
		TestSocket bobsSocket = join(this.bob);
		assertThat(bobsSocket.join(this.room).get("ok").booleanValue()).isTrue();
		JsonNode joined = annsSocket.next("user_joined");
		assertThat(joined.get("room_id").stringValue()).isEqualTo(this.room);
		assertThat(joined.get("user_id").stringValue()).isEqualTo(this.bob);
		assertThat(joined.get("username").stringValue()).isEqualTo("bob");
		annsSocket.expectNothing();
		bobsSocket.expectNothing();
		assertThat(this.api.get("rooms/" + this.room).json().get("member_count").intValue()).isEqualTo(2);
	}

	@Test
	void leavingEndsMembershipAndMessages() {
		TestSocket annsSocket = join(this.ann);
		TestSocket bobsSocket = join(this.bob);
		annsSocket.next("user_joined");
		assertThat(bobsSocket.call("leave_room", Map.of("room_id", this.room)).get("ok").booleanValue()).isTrue();
		assertThat(annsSocket.next("user_left").get("user_id").stringValue()).isEqualTo(this.bob);
		this.server.createMessage(this.room, this.ann, "hello");
		annsSocket.next("message");
		assertThat(bobsSocket.call("start_typing", Map.of("room_id", this.room)).at("/error/code").stringValue())
			.isEqualTo("not_a_member");
		assertThat(this.api.get("rooms/" + this.room).json().get("member_count").intValue()).isOne();
		assertThat(bobsSocket.call("leave_room", Map.of("room_id", this.room)).get("ok").booleanValue()).isTrue();
		annsSocket.expectNothing();
	}

	@Test
	void typingIsToldToTheOthers() {
		TestSocket annsSocket = join(this.ann);
		TestSocket bobsSocket = join(this.bob);
		annsSocket.next("user_joined");
		bobsSocket.call("start_typing", Map.of("room_id", this.room));
		JsonNode typing = annsSocket.next("user_typing");
		assertThat(typing.get("username").stringValue()).isEqualTo("bob");
		assertThat(typing.get("room_id").stringValue()).isEqualTo(this.room);
		bobsSocket.call("stop_typing", Map.of("room_id", this.room));
		assertThat(annsSocket.next("user_stopped_typing").get("user_id").stringValue()).isEqualTo(this.bob);
		bobsSocket.expectNothing();
	}

	@Test
	void joiningAndLeavingOverRestIsToldToTheSockets() {
		TestSocket annsSocket = join(this.ann);
		TestSocket bobsSocket = connect(this.bob);
		this.api.post("rooms/" + this.room + "/join", "{\"user_id\":\"" + this.bob + "\"}");
		assertThat(annsSocket.next("user_joined").get("user_id").stringValue()).isEqualTo(this.bob);
		bobsSocket.join(this.room);
		annsSocket.next("user_joined");
		this.api.post("rooms/" + this.room + "/leave", "{\"user_id\":\"" + this.bob + "\"}");
		assertThat(annsSocket.next("user_left").get("user_id").stringValue()).isEqualTo(this.bob);
		this.server.createMessage(this.room, this.ann, "hello");
		annsSocket.next("message");
		assertThat(bobsSocket.call("send_message", Map.of("room_id", this.room, "content", "hi"))
			.at("/error/code")
			.stringValue()).isEqualTo("not_a_member");
	}

	@Test
	void aMemberMaySendBeforeItJoinsAgain() {
		TestSocket socket = connect(this.ann);
		JsonNode ack = socket.call("send_message", Map.of("room_id", this.room, "content", "hello"));
		assertThat(ack.get("ok").booleanValue()).isTrue();
		socket.expectNothing();
	}

	@Test
	void aNewConnectionStartsInNoRoom() {
		join(this.ann).close();
		TestSocket again = connect(this.ann);
		this.server.createMessage(this.room, this.ann, "missed");
		again.expectNothing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "join_room", "leave_room", "send_message", "start_typing", "stop_typing" })
	void badPayloadsAreRefused(String event) {
		TestSocket socket = connect(this.ann);
		for (Object payload : new Object[] { "text", 5, true, List.of(), Map.of(), Map.of("room_id", 5),
				Map.of("room_id", ""), Map.of("room_id", "room_none", "content", "x"),
				Map.of("room_id", "x".repeat(300), "content", "x") }) {
			JsonNode ack = socket.call(event, payload);
			assertThat(ack.get("ok").booleanValue()).isFalse();
			assertThat(ack.at("/error/code").stringValue()).isIn("validation_failed", "invalid_json", "room_not_found");
			assertThat(ack.at("/error/message").stringValue()).isNotBlank();
		}
		socket.send("42[\"" + event + "\",{\"room_id\":\"\\ud800\",\"content\":\"x\"}]");
		assertThat(socket.next("error").has("room_id")).isFalse();
		socket.send("42[\"" + event + "\"]");
		assertThat(socket.next("error").get("code").stringValue()).isEqualTo("validation_failed");
		socket.send("42[\"" + event + "\",null]");
		assertThat(socket.next("error").get("code").stringValue()).isEqualTo("invalid_json");
		assertThat(this.server.connectedSockets()).isOne();
	}

	@Test
	void badContentIsRefused() {
		TestSocket socket = join(this.ann);
		for (Object content : new Object[] { "", "  ", "x".repeat(4001), 5, List.of() }) {
			JsonNode ack = socket.call("send_message", Map.of("room_id", this.room, "content", content));
			assertThat(ack.at("/error/code").stringValue()).isEqualTo("validation_failed");
		}
		assertThat(this.api.get("rooms/" + this.room + "/messages").json().get("total").intValue()).isZero();
	}

	@Test
	void withoutAnAckARefusalIsAnErrorEvent() {
		TestSocket socket = connect(this.bob);
		socket.emit("send_message", Map.of("room_id", this.room, "content", "hello"));
		JsonNode error = socket.next("error");
		assertThat(error.get("code").stringValue()).isEqualTo("not_a_member");
		assertThat(error.get("message").stringValue()).isNotBlank();
		assertThat(error.get("room_id").stringValue()).isEqualTo(this.room);
		assertThat(this.server.recorder().events().all()).filteredOn((event) -> event.kind() == RecordedEvent.Kind.SENT)
			.singleElement()
			.satisfies((event) -> {
				assertThat(event.name()).isEqualTo("error");
				assertThat(event.userId()).isEqualTo(this.bob);
			});
	}

	@Test
	void revokingDisconnectsTheUsersSocketsOnly() {
		TestSocket annsSocket = connect(this.ann);
		TestSocket bobsSocket = connect(this.bob);
		this.api.delete("users/" + this.ann + "/token");
		assertThat(annsSocket.receive((packet) -> packet.startsWith("41"))).isEqualTo("41");
		assertThat(this.server.connectedSockets()).isOne();
		bobsSocket.join(this.room);
		connect(this.ann);
		assertThat(this.server.connectedSockets()).isEqualTo(2);
	}

	@Test
	void deletingAUserDisconnectsItsSockets() {
		TestSocket socket = connect(this.ann);
		this.api.delete("users/" + this.ann);
		assertThat(socket.receive((packet) -> packet.startsWith("41"))).isEqualTo("41");
		assertThat(this.server.connectedSockets()).isZero();
	}

	@Test
	void allSocketsCanBeDisconnected() {
		TestSocket socket = connect(this.ann);
		this.server.disconnectSockets();
		assertThat(socket.receive((packet) -> packet.startsWith("4"))).isEqualTo("41");
		assertThat(this.server.connectedSockets()).isZero();
	}

	@Test
	void allSocketsCanBeCut() {
		TestSocket socket = connect(this.ann);
		this.server.cutSockets();
		assertThat(socket.end()).isEqualTo("error");
		await().atMost(Duration.ofMinutes(1)).until(() -> this.server.connectedSockets() == 0);
	}

	@Test
	void historyAndEventsHaveTheSameOrder() {
		TestSocket socket = join(this.ann);
		TestSocket sender = join(this.bob);
		socket.next("user_joined");
		int count = 200;
		Thread rest = new Thread(() -> {
			for (int i = 0; i < count; i++) {
				this.server.createMessage(this.room, this.ann, "rest " + i);
			}
		});
		rest.start();
		for (int i = 0; i < count; i++) {
			sender.emit("send_message", Map.of("room_id", this.room, "content", "socket " + i));
		}
		List<String> live = new ArrayList<>();
		for (int i = 0; i < 2 * count; i++) {
			live.add(socket.next("message").get("id").stringValue());
		}
		List<String> history = new ArrayList<>();
		for (int page = 4; page >= 1; page--) {
			List<String> ids = new ArrayList<>();
			this.api.get("rooms/" + this.room + "/messages?limit=100&page=" + page)
				.json()
				.get("items")
				.forEach((message) -> ids.add(0, message.get("id").stringValue()));
			history.addAll(ids);
		}
		assertThat(history).isEqualTo(live).hasSize(2 * count);
	}

	private TestSocket connect(String userId) {
		TestSocket socket = TestSocket.connect(this.server, this.server.issueToken(userId));
		this.sockets.add(socket);
		return socket;
	}

	private TestSocket join(String userId) {
		TestSocket socket = connect(userId);
		assertThat(socket.join(this.room).get("ok").booleanValue()).isTrue();
		return socket;
	}

	private void assertRefused(String auth, String code) {
		TestSocket socket = TestSocket.open(this.server, auth);
		this.sockets.add(socket);
		JsonNode refusal = socket.refusal();
		assertThat(refusal.get("message").stringValue()).isEqualTo("unauthorized");
		assertThat(refusal.at("/data/code").stringValue()).isEqualTo(code);
	}

}
