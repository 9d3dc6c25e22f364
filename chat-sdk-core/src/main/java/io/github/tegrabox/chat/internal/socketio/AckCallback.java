package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.internal.json.Acknowledgement;

/**
 * Who is told of an acknowledgement.
 */
@FunctionalInterface
public interface AckCallback {

	/**
	 * Called once at most, on the transport's threads; must not block.
	 * @param ack what the server answered
	 */
	void onAck(Acknowledgement ack);

	/**
	 * Returns whether somebody waits, who gives up after a while: then it is not
	 * forgotten before.
	 * @return whether somebody waits
	 */
	default boolean isAwaited() {
		return false;
	}

}
