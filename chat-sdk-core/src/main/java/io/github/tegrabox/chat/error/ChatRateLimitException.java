package io.github.tegrabox.chat.error;

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

}
