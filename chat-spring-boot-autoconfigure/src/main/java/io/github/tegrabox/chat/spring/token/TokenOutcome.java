package io.github.tegrabox.chat.spring.token;

/**
 * How a request for a token ended.
 */
public enum TokenOutcome {

	/**
	 * A token was issued.
	 */
	SUCCESS,

	/**
	 * There was no authenticated caller, or none that is a chat user.
	 */
	UNAUTHENTICATED,

	/**
	 * The caller has no chat user and none is created, or is one that gets no token.
	 */
	FORBIDDEN,

	/**
	 * The caller asked for too many tokens, or the Chat API had too many requests.
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
