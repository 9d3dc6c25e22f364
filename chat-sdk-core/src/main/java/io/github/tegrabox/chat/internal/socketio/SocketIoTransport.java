package io.github.tegrabox.chat.internal.socketio;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.internal.json.EventReader;

/**
 * Transport over Socket.IO's own client for the JVM, whose weak parts are replaced
 * through its options: packets are read by Jackson, once, and the network is the JDK's
 * {@link HttpClient}, so that all connections share a few daemon threads, plus the one
 * each that the library starts for its heartbeat.
 */
public final class SocketIoTransport implements SocketTransport {

	private final Set<SocketIoConnection> connections = ConcurrentHashMap.newKeySet();

	private final TransportThreads threads = new TransportThreads();

	private final PacketReader reader;

	private final HttpClient client;

	private volatile boolean closed;

	/**
	 * Creates a transport.
	 * @param events the reader of events
	 * @param clock the clock that tells when an event was received
	 * @param http the builder of the client whose TLS, proxy and authenticator apply; its
	 * executor and version are set here
	 */
	public SocketIoTransport(EventReader events, Clock clock, HttpClient.Builder http) {
		this.reader = new PacketReader(events, clock);
		// Not HTTP/2: a server without it takes the offer to upgrade for a WebSocket.
		this.client = http.version(HttpClient.Version.HTTP_1_1).executor(this.threads::executeForHttp).build();
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if this is closed
	 */
	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		SocketIoConnection connection = new SocketIoConnection(listener, this.reader, request.namespace(),
				(opening) -> new SocketIoLink(opening, request, this.client, this.threads), this.connections::remove);
		this.connections.add(connection);
		if (this.closed) {
			connection.close();
			throw new IllegalStateException("The transport is closed");
		}
		connection.open();
		return connection;
	}

	@Override
	public void close() {
		this.closed = true;
		this.connections.forEach(SocketIoConnection::close);
		this.threads.close();
	}

}
