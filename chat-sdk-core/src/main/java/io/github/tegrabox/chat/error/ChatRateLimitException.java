package io.github.tegrabox.chat.error;

/**
 * Thrown when there were too many requests: 429. {@link #retryAfter()} returns the pause
 * that the server asked for.
 */
public final class ChatRateLimitException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatRateLimitException(ApiError error) {
		super(error);
	}

}
