package io.github.tegrabox.chat.internal.socketio;

import java.util.List;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every {@link SocketTransport} has to do with a server that breaks the protocol:
 * end that connection, and nothing else.
 */
abstract class ProtocolViolationTests extends TransportFixture {

	@ParameterizedTest
	@ValueSource(strings = { "42{\"not\":\"an array\"}", "42[", "42[\"message\",{\"id\":]", "42[]", "42[null]",
			"42[\"connect\"]", "42[\"message\"]x", "43[]", "43-1[]", "4999999999999[\"x\"]", "451-", "45[\"x\"]",
			"4599999999-[\"x\",{\"_placeholder\":true,\"num\":0}]", "4511-[\"x\"]", "40{\"sid\":\"again\"}", "4", "47",
			"9", "0{\"sid\":\"again\"}" })
	void endsAConnectionThatBreaksTheProtocol(String message) {
		connect();
		this.peer.sendRaw(message);
		awaitClosed("parse error");
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).hasSize(3);
	}

	@Test
	void endsAConnectionWhoseJsonIsTooDeep() {
		connect();
		this.peer.sendRaw("42[\"x\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
		awaitClosed("parse error");
	}

	@Test
	void tellsOfAnEventThatIsTooLongAndGoesOn() {
		connect();
		for (int size : List.of(1_200_000, 9_000_000)) {
			this.peer.sendRaw("42[\"x\",\"" + "x".repeat(size) + "\"]");
		}
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 1);
		assertThat(this.listener.signals(SocketError.class)).hasSize(2)
			.allSatisfy((error) -> assertThat(error.code()).isEqualTo("event_too_large"));
		assertThat(this.listener.signals(SocketError.class).get(0).message()).contains("1200010", "1048576");
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void endsAConnectionThatLacksAnnouncedAttachments() {
		connect();
		this.peer.sendRaw("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
		this.peer.sendRaw("42[\"y\"]");
		awaitClosed("parse error");
	}

}
