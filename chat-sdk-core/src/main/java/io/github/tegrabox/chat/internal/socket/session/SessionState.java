package io.github.tegrabox.chat.internal.socket.session;

/**
 * State of a session, in more detail than the application sees.
 */
enum SessionState {

	/**
	 * No connection wanted: never connected, or disconnected on purpose.
	 */
	IDLE,

	/**
	 * Waiting for a token, and for the rooms to be ready. Next is {@link #OPENING}, or
	 * {@link #PAUSED} without a token.
	 */
	AUTHORIZING,

	/**
	 * In the handshake. Next is {@link #CONNECTED}. If the token is refused, next is
	 * {@link #AUTHORIZING} for a new one, or {@link #FAILED} if there is none; otherwise
	 * {@link #PAUSED}.
	 */
	OPENING,

	/**
	 * Connected. If the link is lost, next is {@link #PAUSED}.
	 */
	CONNECTED,

	/**
	 * Waiting for the next attempt. Next is {@link #AUTHORIZING}.
	 */
	PAUSED,

	/**
	 * Given up: the only token was refused.
	 */
	FAILED,

	/**
	 * Closed for good.
	 */
	CLOSED

}
