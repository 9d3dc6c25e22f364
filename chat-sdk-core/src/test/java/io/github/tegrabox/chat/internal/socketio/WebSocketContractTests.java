package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What also holds for a link over a WebSocket.
 */
abstract class WebSocketContractTests extends SocketTransportContractTests {

	@Override
	List<String> transports() {
		return List.of("websocket");
	}

	@Test
	void leavesNothingBehindWhenClosedWhileConnecting() {
		for (int i = 0; i < 20; i++) {
			open(Peer.TOKEN).close();
		}
		this.transport.close();
		await().atMost(Duration.ofMinutes(1)).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).isEmpty();
	}

	@Test
	void saysThatNothingComesThroughAWebSocketThatWasOpened() throws IOException {
		HandshakeFailure failure = closedTooEarly(List.of());
		assertThat(failure.isWebSocketBlocked()).isTrue();
		assertThat(failure.describe()).contains("1008 policy", "chat.socket.transports");
	}

	@Test
	void saysThatTheServerClosedBeforeItLetTheSocketIn() throws IOException {
		HandshakeFailure failure = closedTooEarly(
				List.of("0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}"));
		assertThat(failure.isWebSocketBlocked()).isFalse();
		assertThat(failure.describe()).contains("1008 policy", "before it let the socket in");
	}

	@Test
	void noticesAResetAtOnce() {
		connect();
		this.peer.session(EngineSession::reset);
		awaitClosed("transport error");
	}

}
