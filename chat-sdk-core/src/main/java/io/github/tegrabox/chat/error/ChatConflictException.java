package io.github.tegrabox.chat.error;

/**
 * Entity that exists already or has changed meanwhile: 409.
 */
public final class ChatConflictException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatConflictException(ApiError error) {
		super(error);
	}

}
