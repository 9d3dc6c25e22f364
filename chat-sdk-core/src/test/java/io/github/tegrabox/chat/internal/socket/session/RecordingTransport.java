package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import org.jspecify.annotations.Nullable;

/**
 * Transport that remembers when connections were opened and how they ended.
 */
final class RecordingTransport implements SocketTransport {

	final List<Attempt> attempts = new CopyOnWriteArrayList<>();

	private final SocketTransport transport;

	RecordingTransport(SocketTransport transport) {
		this.transport = transport;
	}

	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		Attempt attempt = new Attempt(listener);
		this.attempts.add(attempt);
		return this.transport.open(request, attempt);
	}

	@Override
	public void close() {
		this.transport.close();
	}

	/**
	 * One connection.
	 */
	static final class Attempt implements ConnectionListener {

		private final ConnectionListener listener;

		final long openedAt = System.nanoTime();

		volatile long endedAt;

		volatile boolean connected;

		volatile boolean refused;

		volatile String reason = "";

		Attempt(ConnectionListener listener) {
			this.listener = listener;
		}

		@Override
		public void onOpen(Duration pingInterval, Duration pingTimeout) {
			this.listener.onOpen(pingInterval, pingTimeout);
		}

		@Override
		public void onConnected() {
			this.connected = true;
			this.listener.onConnected();
		}

		@Override
		public void onRefused(@Nullable String code, String message) {
			this.endedAt = System.nanoTime();
			this.refused = true;
			this.listener.onRefused(code, message);
		}

		@Override
		public void onEvent(ChatEvent event) {
			this.listener.onEvent(event);
		}

		@Override
		public void onUnreadable(SocketError error, boolean perhapsMessage) {
			this.listener.onUnreadable(error, perhapsMessage);
		}

		@Override
		public void onActivity() {
			this.listener.onActivity();
		}

		@Override
		public void onClosed(String reason, @Nullable Throwable cause) {
			this.endedAt = System.nanoTime();
			this.reason = reason;
			this.listener.onClosed(reason, cause);
		}

	}

}
