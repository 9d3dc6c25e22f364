package io.github.tegrabox.chat.internal.socketio;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import reactor.core.scheduler.Schedulers;

/**
 * Socket.IO transport, with one kind of link for WebSockets and another for polling.
 */
public final class SocketIoTransport implements SocketTransport {

	private final Set<SocketIoConnection> connections = ConcurrentHashMap.newKeySet();

	/** Links of ended connections, which may still have something to send. */
	private final Set<Link> leaving = ConcurrentHashMap.newKeySet();

	private final PacketReader reader;

	private final Links webSockets;

	private final Links polling;

	private final ClientThreads threads;

	private volatile boolean closed;

	/**
	 * Creates a transport.
	 * @param events the reader of events
	 * @param clock the clock for the time at which an event was received
	 * @param webSockets creates WebSocket links
	 * @param polling creates polling links
	 * @param threads the threads, which this does not close
	 */
	public SocketIoTransport(EventReader events, Clock clock, Links webSockets, Links polling, ClientThreads threads) {
		this.reader = new PacketReader(events, clock);
		this.webSockets = webSockets;
		this.polling = polling;
		this.threads = threads;
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if this is closed
	 */
	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		SocketIoConnection connection = new SocketIoConnection(listener, this.reader, request,
				request.isWebSocket() ? this.webSockets : this.polling, this::ended);
		this.connections.add(connection);
		if (this.closed) {
			connection.close();
			throw new IllegalStateException("The transport is closed");
		}
		connection.open(this.threads);
		return connection;
	}

	private void ended(SocketIoConnection connection) {
		this.leaving.removeIf(Link::isGone);
		this.leaving.add(connection.link());
		this.connections.remove(connection);
	}

	/**
	 * {@inheritDoc} Waits until what was accepted has been sent, for a second at most,
	 * and not at all on a thread that must not block.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.connections.forEach(SocketIoConnection::close);
		if (!Schedulers.isInNonBlockingThread()) {
			long deadline = System.nanoTime() + ClientThreads.FAREWELL.toNanos();
			while (!isDeserted() && System.nanoTime() - deadline < 0) {
				LockSupport.parkNanos(this, 1_000_000);
			}
			this.leaving.forEach(Link::awaitEnd);
		}
		this.webSockets.close();
		this.polling.close();
	}

	/**
	 * Looks at both: a connection that another thread ends may not be in {@code leaving}
	 * yet.
	 */
	private boolean isDeserted() {
		return this.connections.isEmpty() && this.leaving.stream().allMatch(Link::isGone);
	}

}
