package io.github.tegrabox.chat.error;

/**
 * Thrown when a credential is missing, wrong, expired, revoked or not sufficient: 401 and
 * 403.
 */
public final class ChatAuthenticationException extends ChatApiException {

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatAuthenticationException(ApiError error) {
		super(error);
	}

}
