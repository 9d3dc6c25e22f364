package io.github.tegrabox.chat.internal.socketio;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link SocketIoTransport} over Reactor Netty.
 */
class SocketIoNettyTests extends SocketTransportContractTests {

	@Override
	SocketTransport createTransport() {
		return Transports.netty(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder());
	}

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
	void noticesAResetAtOnce() {
		connect();
		this.peer.session(EngineSession::reset);
		awaitClosed("transport error");
	}

}
