package io.github.tegrabox.chat.socket.transport;

/**
 * Who is told of an acknowledgement.
 */
@FunctionalInterface
public interface AckCallback {

	/**
	 * Called once at most, on the transport's threads; must not block.
	 * @param ack what the server answered
	 */
	void onAck(Ack ack);

}
