package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the socket fails: it is not connected, the server refused something, or an
 * acknowledgement did not come.
 */
public final class ChatWebSocketException extends ChatException {

	private final @Nullable String code;

	private ChatWebSocketException(String message, @Nullable String code, boolean outcomeUnknown,
			@Nullable Throwable cause) {
		super(message, cause, outcomeUnknown);
		this.code = code;
	}

	/**
	 * Creates an exception for something that was not sent, so that the server certainly
	 * did not act on it.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 * @return the exception
	 */
	public static ChatWebSocketException notSent(String message, @Nullable Throwable cause) {
		return new ChatWebSocketException(message, null, false, cause);
	}

	/**
	 * Creates an exception for a refusal by the server.
	 * @param code the server's code, or {@code null} if it gave none
	 * @param message the server's message
	 * @return the exception
	 */
	public static ChatWebSocketException refused(@Nullable String code, String message) {
		return new ChatWebSocketException((code != null) ? code + ": " + message : message, code, false, null);
	}

	/**
	 * Creates an exception for something that was sent and got no answer, so that the
	 * server may or may not have acted on it.
	 * @param message what happened, for a person to read
	 * @param cause the cause, or {@code null} if there is none
	 * @return the exception
	 */
	public static ChatWebSocketException unknownOutcome(String message, @Nullable Throwable cause) {
		return new ChatWebSocketException(message, null, true, cause);
	}

	/**
	 * Returns the server's code, such as {@code token_expired}.
	 * @return the code, or {@code null} if the server gave none
	 */
	public @Nullable String code() {
		return this.code;
	}

}
