package io.github.tegrabox.chat.testserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.record.NothingRecordedException;
import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.testserver.record.Recorder;
import io.github.tegrabox.chat.testserver.record.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The log of what happened.
 */
class RecordingTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private ChatTestServer server;

	private RestCalls api;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
		this.api = RestCalls.withKey(this.server);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void aRequestIsWrittenDownWithItsAnswer() {
		this.api.post("users?x=1&x=2", "{\"username\":\"ann\",\"external_user_id\":\"1\"}");
		RecordedRequest request = this.server.takeRequest(PATIENCE);
		assertThat(request.operation()).isEqualTo("users.create");
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/api/projects/" + this.server.projectId() + "/users");
		assertThat(request.query().get("x")).containsExactly("1", "2");
		assertThat(request.header("x-api-key")).isEqualTo(this.server.apiKey());
		assertThat(request.body()).contains("\"ann\"");
		assertThat(request.status()).isEqualTo(201);
		assertThat(request.toString()).doesNotContain(this.server.apiKey());
	}

	@Test
	void requestsAreTakenOnceAndInTheirOrder() {
		this.api.get("users");
		this.api.get("rooms");
		this.api.get("/nowhere");
		assertThat(this.server.takeRequest(PATIENCE).operation()).isEqualTo("users.list");
		assertThat(this.server.takeRequest(PATIENCE).operation()).isEqualTo("rooms.list");
		assertThat(this.server.takeRequest(PATIENCE)).satisfies((request) -> {
			assertThat(request.operation()).isNull();
			assertThat(request.status()).isEqualTo(404);
		});
		assertThatExceptionOfType(NothingRecordedException.class)
			.isThrownBy(() -> this.server.takeRequest(Duration.ofMillis(20)))
			.withMessageContaining("no request came")
			.withMessageContaining("/users -> 200");
		assertThat(this.server.recorder().requests().all()).hasSize(3);
	}

	@Test
	void whoWaitsIsWokenByTheRequest() {
		CompletableFuture<RecordedRequest> request = CompletableFuture.supplyAsync(
				() -> this.server.recorder().requests().await(PATIENCE, (candidate) -> candidate.status() == 401));
		this.api.get("users");
		RestCalls.with(this.server).get("users");
		assertThat(request.join().operation()).isEqualTo("users.list");
	}

	@Test
	void callsAreCounted() {
		this.api.get("users");
		this.api.get("users");
		this.server.failNext(1, 500);
		this.api.get("rooms");
		assertThat(this.server.recorder().count("users.list")).isEqualTo(2);
		assertThat(this.server.recorder().count("users.create")).isZero();
		assertThat(this.server.recorder().counts()).isEqualTo(Map.of("users.list", 2, "rooms.list", 1));
	}

	@Test
	void aCutIsWrittenDownWithoutAStatus() {
		this.server.faults().on("rooms.create").times(1).cutBeforeApplying();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.api.post("rooms", "{}"));
		assertThat(this.server.takeRequest(PATIENCE).status()).isZero();
	}

	@Test
	void socketEventsAreWrittenDown() {
		String ann = this.server.createUser("ann", "1");
		String room = this.server.createRoom("General", ann);
		try (TestSocket socket = TestSocket.connect(this.server, this.server.issueToken(ann))) {
			RecordedEvent connected = this.server.takeEvent(PATIENCE);
			assertThat(connected.kind()).isEqualTo(Kind.CONNECTED);
			assertThat(connected.userId()).isEqualTo(ann);
			socket.join(room);
			RecordedEvent joined = this.server.takeEvent(PATIENCE);
			assertThat(joined.kind()).isEqualTo(Kind.RECEIVED);
			assertThat(joined.name()).isEqualTo("join_room");
			assertThat(joined.payload()).isEqualTo("{\"room_id\":\"" + room + "\"}");
			assertThat(joined.socketId()).isEqualTo(connected.socketId());
			this.server.createMessage(room, ann, "hello");
		}
		RecordedEvent sent = this.server.recorder()
			.events()
			.await(PATIENCE, (event) -> event.kind() == Kind.SENT && event.name().equals("message"));
		assertThat(sent.payload()).contains("hello");
		assertThat(
				this.server.recorder().events().await(PATIENCE, (event) -> event.kind() == Kind.DISCONNECTED).userId())
			.isEqualTo(ann);
	}

	@Test
	void aRefusedSocketIsWrittenDown() {
		try (TestSocket socket = TestSocket.open(this.server, null)) {
			socket.refusal();
			RecordedEvent event = this.server.takeEvent(PATIENCE);
			assertThat(event.kind()).isEqualTo(Kind.REFUSED);
			assertThat(event.name()).isEqualTo("token_missing");
		}
	}

	@Test
	void theLogIsBounded() {
		Recording<String> recording = new Recording<>("entry", 3, 10, String::length);
		recording.add("a");
		recording.add("b");
		assertThat(recording.take(PATIENCE)).isEqualTo("a");
		recording.add("c");
		recording.add("d");
		assertThat(recording.all()).containsExactly("b", "c", "d");
		assertThat(recording.take(PATIENCE)).isEqualTo("b");
		recording.add("1234567890");
		assertThat(recording.all()).containsExactly("1234567890");
		assertThat(recording.take(PATIENCE)).isEqualTo("1234567890");
	}

	@Test
	void namesParametersAndHeadersCountAsWell() {
		Recorder recorder = new Recorder();
		String large = "x".repeat(3 * 1024 * 1024);
		Map<String, List<String>> values = Map.of("large", List.of(large));
		recorder.add(new RecordedRequest(null, "GET", "/query", values, Map.of(), "", 404));
		recorder.add(new RecordedRequest(null, "GET", "/headers", Map.of(), values, "", 404));
		assertThat(recorder.requests().all()).extracting(RecordedRequest::path).containsExactly("/headers");
		recorder.add(new RecordedEvent(Kind.RECEIVED, null, null, large, ""));
		recorder.add(new RecordedEvent(Kind.RECEIVED, null, null, large, ""));
		assertThat(recorder.events().all()).hasSize(1);
	}

}
