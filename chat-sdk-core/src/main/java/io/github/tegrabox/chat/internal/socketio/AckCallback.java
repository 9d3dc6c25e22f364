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

}
