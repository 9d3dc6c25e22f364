package io.github.tegrabox.chat.spring.token;

import io.github.tegrabox.chat.error.ChatException;

/**
 * Caller who has no chat user where none is created.
 */
final class UnknownChatUserException extends ChatException {

	UnknownChatUserException() {
		super("The caller has no chat user, and none is created");
	}

}
