package io.github.tegrabox.chat.error;

/**
 * Input that the API refused, with its reasons in {@link #details()}: 400 and 422.
 */
public final class ChatValidationException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatValidationException(ApiError error) {
		super(error);
	}

}
