package io.github.tegrabox.chat.internal.socketio;

/**
 * One connection, from its opening to its end; never reused. Thread-safe; no method
 * blocks.
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
	 * Sends an event and asks for an acknowledgement. The caller handles the time-out: a
	 * late acknowledgement is still reported, once. Nothing is reported if the connection
	 * ends before the acknowledgement comes.
	 * @param event the name
	 * @param payload the only argument
	 * @param callback called on the transport's threads
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if the payload cannot
	 * be encoded or the connection is not open; nothing was sent then
	 */
	void emit(String event, Object payload, AckCallback callback);

	/**
	 * Stops reading for now, so that the server has to wait. What was read before may
	 * still arrive. Only for a short time: the server's pings are not answered either.
	 */
	default void pause() {
	}

	/**
	 * Resumes reading.
	 */
	default void resume() {
	}

	/**
	 * Closes the connection; the listener is not called after that. Closing again does
	 * nothing.
	 */
	void close();

}
