package io.github.tegrabox.chat.testserver.internal.socketio;

/**
 * Check that a socket passes before it is connected to its namespace.
 */
@FunctionalInterface
public interface Middleware {

	/**
	 * Lets a socket pass by returning. On the loop, so it must not block. Any exception
	 * but the declared one refuses the socket with the message "internal error".
	 * @param socket the socket, not connected yet: its handshake and attributes are there
	 * @throws ConnectRefusedException to refuse it
	 */
	void check(ServerSocket socket) throws ConnectRefusedException;

}
