package io.github.tegrabox.chat.error;

/**
 * Thrown when the API refuses the input: 400 and 422. The reasons are in
 * {@link #details()}.
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
