package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when there is no usable response: the connection was refused, timed out or cut,
 * or TLS or DNS failed. {@link #isOutcomeUnknown()} tells whether a write may have taken
 * effect.
 */
public final class ChatNetworkException extends ChatException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 */
	public ChatNetworkException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Creates an exception that says whether a write may have taken effect.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 * @param outcomeUnknown whether a write may have taken effect although it failed
	 */
	public ChatNetworkException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause, outcomeUnknown);
	}

}
