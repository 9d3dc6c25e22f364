package io.github.tegrabox.chat.testserver.internal.socketio;

import org.jspecify.annotations.Nullable;

/**
 * The way to acknowledge an event.
 */
public interface Ack {

	/**
	 * Tells whether the client asked for an acknowledgement.
	 * @return whether {@link #send} has any effect
	 */
	boolean isRequested();

	/**
	 * Sends the acknowledgement. Only the first call counts. From any thread.
	 * @param args anything Jackson can write, byte arrays as binary
	 */
	void send(@Nullable Object... args);

}
