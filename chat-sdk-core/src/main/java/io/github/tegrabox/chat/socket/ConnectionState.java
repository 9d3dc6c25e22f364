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
	 * Connecting for the first time since {@link ChatSocket#connect()}.
	 */
	CONNECTING,

	/**
	 * Connected: events arrive and calls go out.
	 */
	CONNECTED,

	/**
	 * Connection lost; the next attempt is waiting or under way.
	 */
	RECONNECTING,

	/**
	 * Stopped because the server refused the fixed JWT. Only a new client with a valid
	 * JWT helps.
	 */
	FAILED

}
