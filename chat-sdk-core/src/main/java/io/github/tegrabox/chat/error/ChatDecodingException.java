package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the body of a successful answer is not a valid entity. A write may have
 * taken effect although its answer cannot be read; see {@link #isOutcomeUnknown()}.
 */
public class ChatDecodingException extends ChatException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 */
	public ChatDecodingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Creates an exception that says whether a write may have taken effect.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 * @param outcomeUnknown whether a write may have taken effect although it failed
	 */
	public ChatDecodingException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause, outcomeUnknown);
	}

}
