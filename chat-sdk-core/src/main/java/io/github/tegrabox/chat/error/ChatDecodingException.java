package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Successful answer whose body is no valid entity. A write whose answer cannot be read
 * may well have been applied, which {@link #isOutcomeUnknown()} tells.
 */
public class ChatDecodingException extends ChatException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 */
	public ChatDecodingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Creates an exception that says whether a write may have taken effect.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 * @param outcomeUnknown whether a write may have taken effect although it failed
	 */
	public ChatDecodingException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause, outcomeUnknown);
	}

}
