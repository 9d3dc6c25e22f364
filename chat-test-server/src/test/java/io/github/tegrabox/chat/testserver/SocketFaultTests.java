package io.github.tegrabox.chat.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.tegrabox.chat.testserver.fault.FaultRule;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Faults of sockets.
 */
class SocketFaultTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private ChatTestServer server;

	private String ann;

	private String room;

	private final List<TestSocket> sockets = new ArrayList<>();

	@BeforeEach
	void start() {
		start(Duration.ofMinutes(1));
	}

	private void start(Duration pingTimeout) {
		this.server = ChatTestServer.builder().heartbeat(Duration.ofMillis(300), pingTimeout).build().start();
		this.ann = this.server.createUser("ann", "1");
		this.room = this.server.createRoom("General", this.ann);
	}

	@AfterEach
	void stop() {
		this.sockets.forEach(TestSocket::close);
		this.server.close();
	}

	@Test
	void aHandshakeIsRefused() {
		this.server.faults().on("socket.handshake").times(1).respond(503);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this::connect);
		FaultRule cut = this.server.faults().on("socket.handshake").cutBeforeApplying();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this::connect);
		cut.remove();
		connect();
	}

	@Test
	void aTokenIsRefused() {
		this.server.faults().on("socket.connect").times(1).refuse("token_expired");
		TestSocket socket = TestSocket.open(this.server, "{\"token\":\"" + this.server.issueToken(this.ann) + "\"}");
		this.sockets.add(socket);
		assertThat(socket.refusal().at("/data/code").stringValue()).isEqualTo("token_expired");
		connect();
	}

	@Test
	void anEventIsRefused() {
		TestSocket socket = connect();
		this.server.faults().on("receive.join_room").times(1).refuse("room_full");
		assertThat(socket.join(this.room).at("/error/code").stringValue()).isEqualTo("room_full");
		assertThat(socket.join(this.room).get("ok").booleanValue()).isTrue();
	}

	@Test
	void anEventReceivedIsLost() {
		TestSocket socket = join();
		this.server.faults().on("receive.send_message").times(1).drop();
		CompletableFuture<JsonNode> lost = socket.emitForAck("send_message", message("lost"));
		assertThat(socket.call("send_message", message("kept")).get("ok").booleanValue()).isTrue();
		assertThat(socket.next("message").get("content").stringValue()).isEqualTo("kept");
		assertThat(lost).isNotDone();
	}

	@Test
	void anAcknowledgementIsLost() {
		TestSocket socket = join();
		this.server.faults().on("receive.send_message").times(1).dropAck();
		CompletableFuture<JsonNode> ack = socket.emitForAck("send_message", message("applied"));
		assertThat(socket.next("message").get("content").stringValue()).isEqualTo("applied");
		socket.expectNothing();
		assertThat(ack).isNotDone();
	}

	@Test
	void anEventIsHandledLate() {
		TestSocket socket = join();
		this.server.faults().on("receive.send_message").times(1).delay(Duration.ofMillis(200));
		long start = System.nanoTime();
		socket.call("send_message", message("late"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void anEventIsSentTwice() {
		TestSocket socket = join();
		this.server.faults().on("emit.message").times(1).duplicate();
		String id = createMessage("twice");
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(id);
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(id);
		socket.expectNothing();
	}

	@Test
	void anEventToBeSentIsLost() {
		TestSocket socket = join();
		this.server.faults().on("emit.message").times(1).drop();
		createMessage("lost");
		String id = createMessage("kept");
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(id);
	}

	@Test
	void anEventIsOvertaken() {
		TestSocket socket = join();
		this.server.faults().on("emit.message").times(1).delay(Duration.ofMillis(200));
		String late = createMessage("late");
		String early = createMessage("early");
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(early);
		assertThat(socket.next("message").get("id").stringValue()).isEqualTo(late);
	}

	@Test
	void aFrameIsNoPacket() {
		TestSocket socket = join();
		this.server.faults().on("emit.message").times(1).malformedFrame();
		createMessage("lost");
		assertThat(socket.receive((packet) -> packet.startsWith("4"))).startsWith("4{");
		assertThat(this.server.connectedSockets()).isOne();
	}

	@Test
	void aConnectionEndsInPlaceOfAnEvent() {
		TestSocket first = join();
		this.server.faults().on("emit.message").times(1).end(SocketEnding.RESET);
		createMessage("lost");
		assertThat(first.end()).isEqualTo("error");
		TestSocket second = join();
		this.server.faults().on("receive.send_message").times(1).end(SocketEnding.DISCONNECT);
		second.emit("send_message", message("lost"));
		assertThat(second.receive((packet) -> packet.startsWith("41"))).isEqualTo("41");
	}

	@Test
	void aConnectionIsClosedInOrder() {
		TestSocket socket = join();
		this.server.endSockets(SocketEnding.CLOSE);
		assertThat(socket.end()).startsWith("close");
		await().atMost(Duration.ofMinutes(1)).until(() -> this.server.connectedSockets() == 0);
	}

	@Test
	void aConnectionGoesHalfOpen() {
		TestSocket socket = join();
		this.server.endSockets(SocketEnding.HALF_OPEN);
		CompletableFuture<JsonNode> unheard = socket.emitForAck("send_message", message("unheard"));
		TestSocket other = join();
		createMessage("heard");
		other.next("message");
		assertThat(unheard).isNotDone();
		assertThat(socket.isEnded()).isFalse();
		assertThat(this.server.recorder().events().all())
			.noneMatch((event) -> event.kind() == Kind.RECEIVED && event.name().equals("send_message"));
	}

	@Test
	void aSocketWhosePongsAreIgnoredTimesOut() {
		this.server.close();
		start(Duration.ofSeconds(3));
		TestSocket socket = join();
		this.server.ignorePongs(true);
		socket.end();
		assertThat(this.server.recorder().events().await(PATIENCE, (event) -> event.kind() == Kind.DISCONNECTED).name())
			.isEqualTo("ping timeout");
	}

	@Test
	void pingsStopAndGoOn() {
		TestSocket socket = connect();
		await().atMost(PATIENCE).until(() -> socket.pings() > 1);
		this.server.holdPings(true);
		int before = socket.pings();
		await().during(Duration.ofMillis(900)).atMost(PATIENCE).until(() -> socket.pings() <= before + 1);
		assertThat(socket.isEnded()).isFalse();
		int held = socket.pings();
		this.server.holdPings(false);
		await().atMost(PATIENCE).until(() -> socket.pings() > held);
	}

	private TestSocket connect() {
		TestSocket socket = TestSocket.connect(this.server, this.server.issueToken(this.ann));
		this.sockets.add(socket);
		return socket;
	}

	private TestSocket join() {
		TestSocket socket = connect();
		assertThat(socket.join(this.room).get("ok").booleanValue()).isTrue();
		return socket;
	}

	private String createMessage(String content) {
		return this.server.createMessage(this.room, this.ann, content);
	}

	private Map<String, String> message(String content) {
		return Map.of("room_id", this.room, "content", content);
	}

}
