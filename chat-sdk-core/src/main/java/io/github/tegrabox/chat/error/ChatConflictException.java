package io.github.tegrabox.chat.error;

/**
 * Thrown when an entity already exists or has changed in the meantime: 409.
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
