package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * The SDK's transport alone, up to its listener.
 */
final class TransportClient implements BenchClient {

	private final SocketTransport transport;

	private final SocketConnection connection;

	TransportClient(int port, boolean netty, Runnable message, Runnable ready, Runnable connected) {
		this.transport = createTransport(netty);
		this.connection = this.transport.open(request(port), new CountingListener(message, ready, connected));
	}

	static SocketTransport createTransport(boolean netty) {
		EventReader events = new EventReader(WireSettings.defaults().events());
		return new Transports(events, Clock.systemUTC(), HttpClient.newBuilder(), null,
				netty ? Connector.REACTOR : Connector.JDK);
	}

	static ConnectRequest request(int port) {
		return new ConnectRequest(URI.create("http://localhost:" + port), "/socket.io", List.of("websocket"),
				new Token("jwt", null), Duration.ofSeconds(60), WireSettings.defaults(), 1024 * 1024);
	}

	@Override
	public void prepare() {
		this.connection.emit("start_typing", Map.of("room_id", Clients.ROOM));
	}

	@Override
	public void flood() {
		this.connection.emit("stop_typing", Map.of("room_id", Clients.ROOM));
	}

	@Override
	public void send(Runnable acknowledged) {
		this.connection.emit("send_message", Map.of("room_id", Clients.ROOM, "content", "hello"), (ack) -> {
			if (ack.message() != null) {
				acknowledged.run();
			}
		});
	}

	@Override
	public void close() {
		this.transport.close();
	}

}
