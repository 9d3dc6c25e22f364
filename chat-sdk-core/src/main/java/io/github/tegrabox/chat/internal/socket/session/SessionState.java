package io.github.tegrabox.chat.internal.socket.session;

/**
 * State of a session, finer than what the application sees.
 */
enum SessionState {

	/**
	 * Not wanted: never connected, or disconnected on purpose.
	 */
	IDLE,

	/**
	 * Waiting for a token, and for the rooms to be ready. Then {@link #OPENING}; without
	 * one, {@link #PAUSED}.
	 */
	AUTHORIZING,

	/**
	 * Shaking hands. Then {@link #CONNECTED}; refused, {@link #AUTHORIZING} with a new
	 * token, or {@link #FAILED} if there can be none; otherwise {@link #PAUSED}.
	 */
	OPENING,

	/**
	 * Connected. When the link is lost, {@link #PAUSED}.
	 */
	CONNECTED,

	/**
	 * Waiting for the next attempt, {@link #AUTHORIZING}.
	 */
	PAUSED,

	/**
	 * Given up: the only token there is was refused.
	 */
	FAILED,

	/**
	 * Over for good.
	 */
	CLOSED

}
