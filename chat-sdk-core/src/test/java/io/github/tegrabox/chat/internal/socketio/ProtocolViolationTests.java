package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socketio.RecordingListener.Unreadable;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every {@link SocketTransport} has to do with a server that breaks the protocol:
 * tell of a packet that stands alone, for anything else end that connection, and nothing
 * else.
 */
abstract class ProtocolViolationTests extends TransportFixture {

	@ParameterizedTest
	@ValueSource(strings = { "4999999999999[\"x\"]", "45[\"x\"]", "45-[\"x\"]", "4512", "40{\"sid\":\"again\"}",
			"44{\"message\":\"no\"}", "4", "47", "9", "0{\"sid\":\"again\"}" })
	void endsAConnectionThatBreaksTheProtocol(String message) {
		connect();
		this.peer.sendRaw(message);
		awaitClosed("parse error");
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).hasSize(3);
	}

	static Stream<Arguments> unreadablePackets() {
		return Stream.of(Arguments.of("42{\"not\":\"an array\"}", true), Arguments.of("42[", true),
				Arguments.of("42", true), Arguments.of("42[]", true), Arguments.of("42[null]", true),
				Arguments.of("42[\"message\",{\"id\":]", true), Arguments.of("42[\"message\"]x", true),
				Arguments.of("42[\"message\",{\"id\":\"m1\",\"content\":\"cut", true),
				Arguments.of("42[\"poll\",{\"id\":]", false), Arguments.of("42[\"connect\"]", false),
				Arguments.of("42[\"x\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]", false),
				Arguments.of("43-1[]", false), Arguments.of("431[{\"ok\":]", false));
	}

	@ParameterizedTest
	@MethodSource("unreadablePackets")
	void aPacketThatCannotBeReadHarmsNoOther(String packet, boolean perhapsMessage) {
		connect();
		for (int i = 0; i < 3; i++) {
			this.peer.sendRaw(packet);
		}
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.signals(Unreadable.class)).hasSize(3).allSatisfy((unreadable) -> {
			assertThat(unreadable.error().code()).isEqualTo("packet_unreadable");
			assertThat(unreadable.error().message()).startsWith("The server sent a packet that cannot be read: ");
			assertThat(unreadable.perhapsMessage()).isEqualTo(perhapsMessage);
		});
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void skipsTheAttachmentsOfAPacketThatCannotBeRead() {
		connect();
		this.peer.sendRaw("452-[\"message\",{\"id\":]");
		this.peer.session((session) -> session.send(Frame.binary(new byte[] { 1 })));
		this.peer.session((session) -> session.send(Frame.binary(new byte[] { 2 })));
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.signals(Unreadable.class)).hasSize(1);
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void skipsAttachmentsHoweverMany() {
		connect();
		this.peer.sendRaw("4512-[\"files\",{\"_placeholder\":true,\"num\":0}]");
		for (int i = 0; i < 12; i++) {
			this.peer.session((session) -> session.send(Frame.binary(new byte[] { 1 })));
		}
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON)
			.until(() -> this.listener.isClosed() || !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.isClosed()).isFalse();
		assertThat(this.listener.signals(UnknownChatEvent.class)).singleElement()
			.extracting(UnknownChatEvent::name)
			.isEqualTo("files");
	}

	@Test
	void theIdOfAPacketMayBeAsLongAsItLikes() {
		SocketConnection connection = connect();
		CompletableFuture<Acknowledgement> ack = new CompletableFuture<>();
		connection.emit("send_message", Map.of("content", "a"), ack::complete);
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		for (String id : List.of("1234567890", "4294967296", "99999999999999999999")) {
			this.peer.sendRaw("42" + id + "[\"poll\"]");
			this.peer.sendRaw("43" + id + "[{\"ok\":false}]");
		}
		this.peer.sendRaw("430[{\"ok\":true}]");
		await().atMost(SOON).until(() -> this.listener.isClosed() || ack.isDone());
		assertThat(this.listener.isClosed()).isFalse();
		assertThat(ack.join().ok()).isTrue();
		assertThat(this.listener.signals(UnknownChatEvent.class)).hasSize(3);
	}

	@Test
	void aPacketThatCannotBeReadMayComeBeforeTheConnection() {
		this.peer.early("42[\"message\",{\"id\":]");
		connect();
		await().atMost(SOON).until(() -> !this.listener.signals(SocketError.class).isEmpty());
		assertThat(this.listener.signals(SocketError.class).get(0).code()).isEqualTo("packet_unreadable");
		assertThat(this.listener.signals(Unreadable.class)).as("no room is joined yet").isEmpty();
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void tellsOfAnEventThatIsTooLongAndGoesOn() {
		connect();
		for (int size : List.of(1_200_000, 9_000_000)) {
			this.peer.sendRaw("42[\"x\",\"" + "x".repeat(size) + "\"]");
		}
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 1);
		assertThat(this.listener.signals(Unreadable.class)).hasSize(2).allSatisfy((unreadable) -> {
			assertThat(unreadable.error().code()).isEqualTo("event_too_large");
			assertThat(unreadable.perhapsMessage()).isFalse();
		});
		assertThat(this.listener.signals(Unreadable.class).get(0).error().message()).contains("1200010", "1048576");
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void tellsOfAnEventThatIsTooLongAndHasAttachmentsAndGoesOn() {
		connect();
		ServerSocket socket = this.peer.sockets().get(0);
		socket.emit("message", SocketTransportContractTests.message(1));
		socket.emit("files", "x".repeat(1_200_000), new byte[] { 1 }, new byte[] { 2 });
		socket.emit("message", SocketTransportContractTests.message(2));
		socket.emit("file", (Object) new byte[2_000_000]);
		socket.emit("message", SocketTransportContractTests.message(3));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 3);
		assertThat(this.listener.signals(Unreadable.class)).singleElement()
			.satisfies((unreadable) -> assertThat(unreadable.error().code()).isEqualTo("event_too_large"));
		assertThat(this.listener.signals(UnknownChatEvent.class)).extracting(UnknownChatEvent::name)
			.containsExactly("file");
		assertThat(this.listener.isClosed()).isFalse();
	}

	static Stream<String> valuesWithoutMeasure() {
		return Stream.of("\"x\":" + "9".repeat(401), "\"x\":-0." + "1".repeat(5000) + "e5", "\"x\":NaN",
				"\"x\":-Infinity", "\"x\":\"a\tb\"", "\"x\":1e" + "9".repeat(500), "\"" + "x".repeat(1100) + "\":1",
				"\"x\":" + "[".repeat(600) + "\"]\"" + "]".repeat(600),
				"\"x\":" + "{\"x\":".repeat(5000) + "1" + "}".repeat(5000));
	}

	@ParameterizedTest
	@MethodSource("valuesWithoutMeasure")
	void aValueWithoutMeasureHarmsNothingBesideIt(String value) {
		SocketConnection connection = connect();
		CompletableFuture<Acknowledgement> ack = new CompletableFuture<>();
		connection.emit("send_message", Map.of("content", "a"), ack::complete);
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		this.peer.sendRaw("42[\"message\",{\"id\":\"m1\",\"room_id\":\"r\",\"user_id\":\"u\",\"content\":\"\u00e9\","
				+ value + "}]");
		this.peer.sendRaw("42[\"poll\",{\"a\":1," + value + ",\"b\":2}]");
		this.peer.sendRaw("42[\"message\",{\"id\":\"m2\",\"room_id\":\"r\",\"user_id\":\"u\",\"content\":"
				+ value.replaceFirst("^[^:]*:", "") + "}]");
		this.peer.sendRaw("430[{\"ok\":false," + value + ",\"error\":{\"code\":\"full\"}}]");
		await().atMost(SOON).until(ack::isDone);
		assertThat(ack.join().errorCode()).isEqualTo("full");
		assertThat(this.listener.signals(MessageReceived.class).get(0).message().content()).isEqualTo("\u00e9");
		assertThat(this.listener.signals(UnknownChatEvent.class).get(0).payload())
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("a", 1)
			.containsEntry("b", 2);
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void keepsNoMoreBeforeTheConnectionThanItMay() throws IOException {
		String handshake = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}";
		String event = "42[\"x\",\"" + "x".repeat(900_000) + "\"]";
		try (Answers answers = Answers.start(List.of(handshake, event, event, event),
				String.join("\u001e", handshake, event, event, event))) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			await().atMost(SOON).until(this.listener::isClosed);
			assertThat(this.listener.isConnected()).isFalse();
		}
	}

	@Test
	void takesAPongForNothing() {
		connect();
		this.peer.sendRaw("3");
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 1);
		assertThat(this.listener.isClosed()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "99999999", "99999999999999999999" })
	void endsAConnectionThatLacksAnnouncedAttachments(String announced) {
		connect();
		this.peer.sendRaw("45" + announced + "-[\"x\",{\"_placeholder\":true,\"num\":0}]");
		this.peer.sendRaw("42[\"y\"]");
		awaitClosed("parse error");
	}

}
