package io.github.tegrabox.chat.internal.socketio;

/**
 * Who is told what happens to a WebSocket. One call at a time; after {@link #closed} or
 * {@link #failed} nothing more comes.
 */
interface Frames {

	/**
	 * The WebSocket is open.
	 */
	void opened();

	/**
	 * A text message arrived.
	 * @param text where the message is; not to be kept
	 * @param from the index of its first character
	 * @param to the index after its last character
	 */
	void text(char[] text, int from, int to);

	/**
	 * A binary message arrived. What it says is of no interest.
	 */
	void binary();

	/**
	 * The other side closed the WebSocket.
	 */
	void closed();

	/**
	 * The WebSocket broke, or could not be opened.
	 * @param cause the failure
	 */
	void failed(Exception cause);

}
