package io.github.tegrabox.chat.error;

/**
 * Thrown when an entity does not exist: 404.
 */
public final class ChatNotFoundException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatNotFoundException(ApiError error) {
		super(error);
	}

}
