package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.error.ChatDecodingException;

/**
 * A list was read to its end, and everything readable was told, but some of its items are
 * no valid ones.
 */
public final class UnreadableItemsException extends ChatDecodingException {

	UnreadableItemsException(String message) {
		super(message, null);
	}

}
