package io.github.tegrabox.chat.testserver.internal.engineio;

/**
 * What the protocol wants to hear of a WebSocket connection. On the loop only.
 */
public interface WebSocketReceiver {

	/**
	 * Takes a text message.
	 * @param text the complete message
	 */
	void onText(String text);

	/**
	 * Takes a binary message.
	 * @param data the complete message, the receiver's own
	 */
	void onBinary(byte[] data);

	/**
	 * Takes the end of the connection, whoever caused it.
	 */
	void onClose();

}
