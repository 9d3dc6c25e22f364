package com.example.docs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the realtime traffic of the test server against
 * {@code docs/chat-api.asyncapi.yaml}, seen by a plain Socket.IO client.
 */
class RealtimeContractTests {

	private final Description description = Description.read("chat-api.asyncapi.yaml");

	private final Queue<Object[]> received = new ConcurrentLinkedQueue<>();

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("alice", "external-1");

	private final String bob = this.server.createUser("bob", "external-2");

	private final String room = this.server.createRoom("Lobby", this.alice);

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.sockets.forEach(Socket::close);
		this.server.close();
	}

	@Test
	void everyEventAndAcknowledgementIsAsDescribed() throws Exception {
		Socket listener = connect(this.server.issueToken(this.alice));
		listener.onAnyIncoming((arguments) -> this.received.add(arguments));
		Socket speaker = connect(this.server.issueToken(this.bob));
		String join = payload("join_room", Map.of("room_id", this.room));
		checkPayload("Ack", request(listener, "join_room", join));
		checkPayload("Ack", request(speaker, "join_room", join));
		checkPayload("Ack", request(speaker, "start_typing", payload("start_typing", Map.of("room_id", this.room))));
		checkPayload("Ack", request(speaker, "stop_typing", payload("stop_typing", Map.of("room_id", this.room))));
		checkPayload("MessageAck", request(speaker, "send_message",
				payload("send_message", Map.of("room_id", this.room, "content", "Hello"))));
		checkPayload("Ack", request(speaker, "leave_room", payload("leave_room", Map.of("room_id", this.room))));
		checkPayload("MessageAck", request(speaker, "send_message",
				payload("send_message", Map.of("room_id", this.room, "content", "Refused"))));
		listener.emit("join_room", new JSONObject(Map.of("room_id", "room_none")));
		Set<String> sentByTheServer = Set.of("message", "user_joined", "user_left", "user_typing",
				"user_stopped_typing", "error");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(checkReceived()).containsExactlyInAnyOrderElementsOf(sentByTheServer));
	}

	@Test
	void aRefusedHandshakeIsAsDescribed() throws Exception {
		CompletableFuture<Object> refusal = new CompletableFuture<>();
		Socket socket = socket("wrong");
		socket.on(Socket.EVENT_CONNECT_ERROR, (arguments) -> refusal.complete(arguments[0]));
		socket.connect();
		JSONObject error = (JSONObject) refusal.get(30, TimeUnit.SECONDS);
		assertThat(error.getString("message")).isEqualTo("unauthorized");
		assertThat(this.description.problems("/components/schemas/RefusedHandshake", error.get("data").toString()))
			.isEmpty();
	}

	private Set<String> checkReceived() {
		Set<String> names = new TreeSet<>();
		for (Object[] event : this.received) {
			checkPayload((String) event[0], event[1].toString());
			names.add((String) event[0]);
		}
		return names;
	}

	private String payload(String event, Map<String, String> payload) {
		String json = new JSONObject(payload).toString();
		checkPayload(event, json);
		return json;
	}

	private void checkPayload(String message, String json) {
		assertThat(this.description.problems("/components/messages/" + message + "/payload", json))
			.as("%s: %s", message, json)
			.isEmpty();
	}

	private static String request(Socket socket, String event, String payload) throws Exception {
		CompletableFuture<Object> answer = new CompletableFuture<>();
		socket.emit(event, new Object[] { new JSONObject(payload) },
				(Ack) (arguments) -> answer.complete(arguments[0]));
		return answer.get(30, TimeUnit.SECONDS).toString();
	}

	private Socket connect(String token) throws Exception {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		Socket socket = socket(token);
		socket.once(Socket.EVENT_CONNECT, (arguments) -> connected.complete(null));
		socket.connect();
		connected.get(30, TimeUnit.SECONDS);
		return socket;
	}

	private Socket socket(String token) {
		Socket socket = IO.socket(URI.create(this.server.baseUrl()),
				IO.Options.builder().setForceNew(true).setAuth(Map.of("token", token)).build());
		this.sockets.add(socket);
		return socket;
	}

}
