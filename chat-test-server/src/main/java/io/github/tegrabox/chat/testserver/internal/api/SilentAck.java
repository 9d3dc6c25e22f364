package io.github.tegrabox.chat.testserver.internal.api;

import io.github.tegrabox.chat.testserver.internal.socketio.Ack;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement that gets lost.
 */
final class SilentAck implements Ack {

	private final Ack ack;

	SilentAck(Ack ack) {
		this.ack = ack;
	}

	@Override
	public boolean isRequested() {
		return this.ack.isRequested();
	}

	@Override
	public void send(@Nullable Object... args) {
		// Lost.
	}

}
