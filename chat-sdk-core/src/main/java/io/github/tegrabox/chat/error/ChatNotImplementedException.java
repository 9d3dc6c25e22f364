package io.github.tegrabox.chat.error;

/**
 * Operation that the server does not offer yet: 501. Never worth repeating.
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
