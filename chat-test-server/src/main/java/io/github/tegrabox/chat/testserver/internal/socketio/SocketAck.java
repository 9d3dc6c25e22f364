package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgement that the server owes.
 */
final class SocketAck implements Ack {

	private final ServerSocket socket;

	private final @Nullable Long id;

	private final AtomicBoolean sent = new AtomicBoolean();

	SocketAck(ServerSocket socket, @Nullable Long id) {
		this.socket = socket;
		this.id = id;
	}

	@Override
	public boolean isRequested() {
		return this.id != null;
	}

	@Override
	public void send(@Nullable Object... args) {
		if (this.id != null && this.sent.compareAndSet(false, true)) {
			List<Frame> frames = this.socket.write(null, this.id, args);
			this.socket.run(() -> this.socket.send(frames));
		}
	}

}
