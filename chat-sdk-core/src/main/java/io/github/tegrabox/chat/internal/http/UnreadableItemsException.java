package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.error.ChatDecodingException;

/**
 * Thrown at the end of a list, after everything readable, if some items were not valid.
 */
public final class UnreadableItemsException extends ChatDecodingException {

	UnreadableItemsException(String message) {
		super(message, null);
	}

}
