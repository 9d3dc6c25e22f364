package io.github.tegrabox.chat.error;

/**
 * Thrown when the server does not offer an operation yet: 501. Retrying never helps.
 */
public final class ChatNotImplementedException extends ChatServerException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatNotImplementedException(ApiError error) {
		super(error);
	}

}
