package io.github.tegrabox.chat.internal.socketio;

/**
 * One connection, from its opening to its end; never reused. Safe for use by several
 * threads; no method blocks.
 */
public interface SocketConnection {

	/**
	 * Sends an event without asking for an acknowledgement.
	 * @param event the name
	 * @param payload the only argument: text, numbers, booleans, maps and lists of them
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if the payload cannot
	 * be encoded or the connection is not open; nothing was sent then
	 */
	void emit(String event, Object payload);

	/**
	 * Sends an event and asks for an acknowledgement. The caller keeps the time: an
	 * acknowledgement that comes late is still reported, once; one that can no longer
	 * come because the connection ended is not reported.
	 * @param event the name
	 * @param payload the only argument
	 * @param callback who is told, on the transport's threads
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if the payload cannot
	 * be encoded or the connection is not open; nothing was sent then
	 */
	void emit(String event, Object payload, AckCallback callback);

	/**
	 * Reads no more for the time being, so that the server has to wait; what was read
	 * before may still arrive. Not for long: the server's pings are not answered either.
	 */
	default void pause() {
	}

	/**
	 * Reads on.
	 */
	default void resume() {
	}

	/**
	 * Closes the connection; the listener hears nothing after that. Closing again does
	 * nothing.
	 */
	void close();

}
