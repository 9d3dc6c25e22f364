package io.github.tegrabox.chat.spring.token;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatException;

/**
 * Thrown if a caller asks for more tokens than the endpoint mints for one user.
 */
final class TooManyTokensException extends ChatException {

	private final Duration pause;

	TooManyTokensException(Duration pause) {
		super("Too many tokens were asked for");
		this.pause = pause;
	}

	Duration pause() {
		return this.pause;
	}

}
