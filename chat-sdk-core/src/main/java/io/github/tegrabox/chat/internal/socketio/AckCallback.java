package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.internal.json.Acknowledgement;

/**
 * Called with an acknowledgement.
 */
@FunctionalInterface
public interface AckCallback {

	/**
	 * Called at most once, on the transport's threads; must not block.
	 * @param ack the server's answer
	 */
	void onAck(Acknowledgement ack);

	/**
	 * Returns whether somebody waits for it, with a time-out before which it is not
	 * forgotten.
	 * @return whether somebody waits
	 */
	default boolean isAwaited() {
		return false;
	}

}
