package io.github.tegrabox.chat.spring.token;

import io.github.tegrabox.chat.error.ChatException;

/**
 * Thrown if a caller has no chat user and none is created.
 */
final class UnknownChatUserException extends ChatException {

	UnknownChatUserException() {
		super("The caller has no chat user, and none is created");
	}

}
