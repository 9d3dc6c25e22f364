package io.github.tegrabox.chat.error;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Error answer of the Chat API. Important statuses have their own subclass; all others
 * are this class itself.
 */
public class ChatApiException extends ChatException {

	private final ApiError error;

	/**
	 * Creates an exception for an error answer.
	 * @param error the answer
	 */
	public ChatApiException(ApiError error) {
		super(describe(error), null, isUnknown(error));
		this.error = error;
	}

	/**
	 * Returns the exception for an error answer, of the type that its status has.
	 * @param error the answer
	 * @return the exception, which is not thrown
	 */
	public static ChatApiException of(ApiError error) {
		return switch (error.status()) {
			case 400, 422 -> new ChatValidationException(error);
			case 401, 403 -> new ChatAuthenticationException(error);
			case 404 -> new ChatNotFoundException(error);
			case 409 -> new ChatConflictException(error);
			case 429 -> new ChatRateLimitException(error);
			case 501 -> new ChatNotImplementedException(error);
			default -> (error.status() >= 500) ? new ChatServerException(error) : new ChatApiException(error);
		};
	}

	/**
	 * A server that fails at a write, or a proxy that lost it, may have applied it.
	 */
	private static boolean isUnknown(ApiError error) {
		return error.write() && error.status() >= 500 && error.status() != 501;
	}

	private static String describe(ApiError error) {
		StringBuilder text = new StringBuilder();
		text.append(error.method()).append(' ').append(error.path()).append(": ").append(error.status());
		if (error.code() != null) {
			text.append(' ').append(error.code());
		}
		if (!error.message().isEmpty()) {
			text.append(": ").append(error.message());
		}
		if (error.requestId() != null) {
			text.append(" (request ").append(error.requestId()).append(')');
		}
		return text.toString();
	}

	/**
	 * Returns the error answer.
	 * @return the answer
	 */
	public ApiError error() {
		return this.error;
	}

	/**
	 * Returns the HTTP status.
	 * @return the status
	 */
	public int status() {
		return this.error.status();
	}

	/**
	 * Returns the API's own code, such as {@code user_exists}.
	 * @return the code, or {@code null} if the answer had none
	 */
	public @Nullable String code() {
		return this.error.code();
	}

	/**
	 * Returns the id under which the server logged the request.
	 * @return the id, or {@code null} if the answer had none
	 */
	public @Nullable String requestId() {
		return this.error.requestId();
	}

	/**
	 * Returns the HTTP method of the request.
	 * @return the method
	 */
	public String method() {
		return this.error.method();
	}

	/**
	 * Returns the path of the request, without its query.
	 * @return the path
	 */
	public String path() {
		return this.error.path();
	}

	/**
	 * Returns the structured details of the answer.
	 * @return the details, empty if there were none; unmodifiable
	 */
	public Map<String, Object> details() {
		return this.error.details();
	}

	/**
	 * Returns the pause that the server asked for before the next request.
	 * @return the pause, or {@code null} if the server asked for none
	 */
	public @Nullable Duration retryAfter() {
		return this.error.retryAfter();
	}

}
