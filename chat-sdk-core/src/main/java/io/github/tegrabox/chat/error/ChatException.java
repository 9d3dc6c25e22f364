package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything the client throws about the Chat API. No message, field or cause of
 * it holds an API key or a JWT.
 */
public class ChatException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 */
	public ChatException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Creates an exception without a cause.
	 * @param message what happened, for a person
	 */
	public ChatException(String message) {
		this(message, null);
	}

}
