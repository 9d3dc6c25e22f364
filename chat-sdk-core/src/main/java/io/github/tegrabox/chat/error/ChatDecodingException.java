package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Successful answer whose body is no valid entity.
 */
public final class ChatDecodingException extends ChatException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 */
	public ChatDecodingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
