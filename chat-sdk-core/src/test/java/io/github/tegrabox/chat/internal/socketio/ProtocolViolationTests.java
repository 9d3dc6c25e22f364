package io.github.tegrabox.chat.internal.socketio;

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
	void endsAConnectionWhoseMessageIsTooLong() {
		connect();
		this.peer.sendRaw("42[\"x\",\"" + "x".repeat(9_000_000) + "\"]");
		awaitClosed("parse error");
		await().atMost(SOON).until(this.peer::isDeserted);
	}

	@Test
	void endsAConnectionThatLacksAnnouncedAttachments() {
		connect();
		this.peer.sendRaw("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
		this.peer.sendRaw("42[\"y\"]");
		awaitClosed("parse error");
	}

}
