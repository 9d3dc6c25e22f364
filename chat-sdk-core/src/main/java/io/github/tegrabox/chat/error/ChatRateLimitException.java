package io.github.tegrabox.chat.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Too many requests: 429.
 */
public final class ChatRateLimitException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatRateLimitException(ApiError error) {
		super(error);
	}

	/**
	 * Returns the pause after which the server is ready for the next request.
	 * @return the pause, or {@code null} if the server named none
	 */
	public @Nullable Duration retryAfter() {
		return error().retryAfter();
	}

}
