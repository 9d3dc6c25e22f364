package io.github.tegrabox.chat.testserver.internal.engineio;

/**
 * What the protocol above Engine.IO wants to hear of a session. On the loop only.
 */
public interface SessionListener {

	/**
	 * Takes a text message.
	 * @param text the message without its packet type
	 */
	void onText(String text);

	/**
	 * Takes a binary message.
	 * @param data the message
	 */
	void onBinary(byte[] data);

	/**
	 * Takes the end of the session, once.
	 * @param reason why it ended
	 */
	void onClose(CloseReason reason);

}
