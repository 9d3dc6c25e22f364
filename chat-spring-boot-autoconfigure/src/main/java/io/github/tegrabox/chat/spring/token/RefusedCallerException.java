package io.github.tegrabox.chat.spring.token;

import io.github.tegrabox.chat.error.ChatException;

/**
 * Thrown if an authenticated caller gets no token. The message is for the caller.
 */
final class RefusedCallerException extends ChatException {

	RefusedCallerException(String message) {
		super(message);
	}

	static RefusedCallerException name(String reason) {
		return new RefusedCallerException("The chat does not accept your name: " + reason);
	}

}
