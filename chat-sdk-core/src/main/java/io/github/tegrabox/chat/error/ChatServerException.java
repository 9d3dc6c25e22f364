package io.github.tegrabox.chat.error;

/**
 * Thrown when the server or a gateway in front of it fails: 5xx.
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
