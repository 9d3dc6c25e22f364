package io.github.tegrabox.chat.error;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Error answer of the Chat API to a request.
 *
 * @param status the HTTP status
 * @param code the API's own code in snake_case, or {@code null} if there is none
 * @param requestId the id under which the server logged the request, or {@code null} if
 * there is none
 * @param method the HTTP method of the request
 * @param path the path of the request, without query
 * @param message the server's message, or a trimmed excerpt of a body that is not an
 * error of the Chat API; empty if there is none
 * @param details the API's structured details, unmodifiable; empty if there are none
 * @param retryAfter the pause that the server asked for, or {@code null} if it asked for
 * none
 * @param write whether the request was meant to change something
 */
public record ApiError(int status, @Nullable String code, @Nullable String requestId, String method, String path,
		String message, Map<String, Object> details, @Nullable Duration retryAfter,
		boolean write) implements Serializable {

	/**
	 * Copies the details.
	 */
	public ApiError {
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}

	/**
	 * Creates an answer to a request. Every request but a {@code GET} counts as one that
	 * changes something.
	 * @param status the HTTP status
	 * @param code the API's own code, or {@code null} if there is none
	 * @param requestId the id under which the server logged the request, or {@code null}
	 * if there is none
	 * @param method the HTTP method of the request
	 * @param path the path of the request, without query
	 * @param message the server's message
	 * @param details the API's structured details
	 * @param retryAfter the pause that the server asked for, or {@code null} if it asked
	 * for none
	 */
	public ApiError(int status, @Nullable String code, @Nullable String requestId, String method, String path,
			String message, Map<String, Object> details, @Nullable Duration retryAfter) {
		this(status, code, requestId, method, path, message, details, retryAfter, !method.equals("GET"));
	}

}
