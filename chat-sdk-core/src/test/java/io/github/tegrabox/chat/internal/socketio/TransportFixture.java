package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.socketio.RecordingListener.Closed;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A transport, its listener and the other end.
 */
abstract class TransportFixture {

	static final Duration SOON = Duration.ofMinutes(2);

	final RecordingListener listener = new RecordingListener();

	Peer peer;

	SocketTransport transport;

	/**
	 * Creates the transport under test.
	 */
	abstract SocketTransport createTransport();

	/**
	 * The transports to ask for.
	 */
	abstract List<String> transports();

	@BeforeEach
	void start() {
		this.peer = Peer.start();
		this.transport = createTransport();
	}

	@AfterEach
	void stop() {
		this.transport.close();
		this.peer.close();
		assertThat(this.listener.overlapped()).as("two signals at a time").isFalse();
	}

	SocketConnection connect() {
		SocketConnection connection = open(Peer.TOKEN);
		await().atMost(SOON).until(this.listener::isConnected);
		return connection;
	}

	SocketConnection open(String token) {
		return open(this.peer.uri(), token, Duration.ofSeconds(30));
	}

	SocketConnection open(URI uri, String token, Duration timeout) {
		return open(uri, token, timeout, this.listener);
	}

	SocketConnection open(URI uri, String token, Duration timeout, ConnectionListener with) {
		return this.transport.open(new ConnectRequest(uri, "/socket.io", transports(), new Token(token, null), timeout,
				WireSettings.defaults(), 1024 * 1024), with);
	}

	/**
	 * Connects to a server that opens a WebSocket and closes it before it lets anybody
	 * in.
	 */
	HandshakeFailure closedTooEarly(List<String> messages) throws IOException {
		try (Answers answers = Answers.startClosing(messages, 1008, "policy")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			awaitClosed("transport close");
		}
		return ((HandshakeException) this.listener.closed().cause()).failure();
	}

	/**
	 * Waits for the end of the connection, which the default heartbeat would show only
	 * after 45 seconds.
	 */
	void awaitClosed(String reason) {
		await().atMost(SOON).until(this.listener::isClosed);
		assertThat(this.listener.signals(Closed.class)).hasSize(1);
		assertThat(this.listener.closed().reason()).as("%s", this.listener.closed().cause()).isEqualTo(reason);
	}

}
