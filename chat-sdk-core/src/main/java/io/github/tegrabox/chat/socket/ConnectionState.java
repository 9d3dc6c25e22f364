package io.github.tegrabox.chat.socket;

/**
 * State of a socket.
 */
public enum ConnectionState {

	/**
	 * Never connected, or disconnected on purpose.
	 */
	DISCONNECTED,

	/**
	 * On the way to the first connection.
	 */
	CONNECTING,

	/**
	 * Connected: events arrive and calls go out.
	 */
	CONNECTED,

	/**
	 * Connection lost, the next attempt is waiting or under way.
	 */
	RECONNECTING,

	/**
	 * Given up because the fixed JWT was refused: only a new client can help.
	 */
	FAILED

}
