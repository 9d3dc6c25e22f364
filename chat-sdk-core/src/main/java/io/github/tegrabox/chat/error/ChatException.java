package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Superclass of all exceptions that the client throws about the Chat API. No message,
 * field or cause contains an API key or a JWT.
 */
public class ChatException extends RuntimeException {

	private final boolean outcomeUnknown;

	/**
	 * Creates an exception.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 */
	public ChatException(String message, @Nullable Throwable cause) {
		this(message, cause, false);
	}

	/**
	 * Creates an exception that says whether a write may have taken effect.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 * @param outcomeUnknown whether a write may have taken effect although it failed
	 */
	public ChatException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause);
		this.outcomeUnknown = outcomeUnknown;
	}

	/**
	 * Creates an exception without a cause.
	 * @param message what happened, for a person to read
	 */
	public ChatException(String message) {
		this(message, null);
	}

	/**
	 * Returns whether a write may have taken effect although it failed: it was sent, and
	 * then no answer came, or one that does not tell. Check whether it took effect before
	 * you write again.
	 * @return {@code true} if the outcome is unknown; {@code false} if nothing was sent,
	 * the server refused, or nothing was to be changed
	 */
	public boolean isOutcomeUnknown() {
		return this.outcomeUnknown;
	}

}
