package io.github.tegrabox.chat.error;

/**
 * Failure inside the server or a gateway before it: 5xx.
 */
public class ChatServerException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatServerException(ApiError error) {
		super(error);
	}

}
