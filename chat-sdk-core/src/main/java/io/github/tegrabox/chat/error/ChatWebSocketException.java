package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * Failure of the socket: not connected, refused by the server, or an acknowledgement that
 * did not come.
 */
public final class ChatWebSocketException extends ChatException {

	private final @Nullable String code;

	private ChatWebSocketException(String message, @Nullable String code, boolean outcomeUnknown,
			@Nullable Throwable cause) {
		super(message, cause, outcomeUnknown);
		this.code = code;
	}

	/**
	 * Failure that certainly left nothing behind on the server: nothing was sent.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 * @return the exception
	 */
	public static ChatWebSocketException notSent(String message, @Nullable Throwable cause) {
		return new ChatWebSocketException(message, null, false, cause);
	}

	/**
	 * Refusal by the server.
	 * @param code the server's code
	 * @param message the server's words
	 * @return the exception
	 */
	public static ChatWebSocketException refused(@Nullable String code, String message) {
		return new ChatWebSocketException((code != null) ? code + ": " + message : message, code, false, null);
	}

	/**
	 * Something was sent and no answer came: the server may have acted on it or not.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
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
