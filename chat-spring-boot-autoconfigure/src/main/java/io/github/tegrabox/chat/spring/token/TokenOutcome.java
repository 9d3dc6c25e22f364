package io.github.tegrabox.chat.spring.token;

/**
 * Outcome of a request for a token.
 */
public enum TokenOutcome {

	/**
	 * A token was issued.
	 */
	SUCCESS,

	/**
	 * There was no authenticated caller, or none with a chat user.
	 */
	UNAUTHENTICATED,

	/**
	 * The caller has no chat user and none is created, or the chat user may not get a
	 * token.
	 */
	FORBIDDEN,

	/**
	 * The caller asked for too many tokens, or the Chat API got too many requests.
	 */
	RATE_LIMITED,

	/**
	 * The Chat API could not be reached or failed.
	 */
	UNAVAILABLE,

	/**
	 * The Chat API refused, or this application failed.
	 */
	ERROR

}
