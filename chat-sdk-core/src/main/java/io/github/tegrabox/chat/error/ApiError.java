package io.github.tegrabox.chat.error;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Answer with which the Chat API refused a request.
 *
 * @param status the HTTP status
 * @param code the API's own code in snake_case, if it gave one
 * @param requestId the id under which the server logged the request, if it gave one
 * @param method the HTTP method of the request
 * @param path the path of the request, without query
 * @param message the server's words, or a trimmed excerpt of a body that is no error of
 * the Chat API; empty if there were none
 * @param details the API's structured details, empty if there were none
 * @param retryAfter the pause that the server asked for, if it asked for one
 * @param write whether the request was to change something
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
	 * Creates an answer to a request that changes something unless it is a {@code GET}.
	 * @param status the HTTP status
	 * @param code the API's own code, if it gave one
	 * @param requestId the id under which the server logged the request, if it gave one
	 * @param method the HTTP method of the request
	 * @param path the path of the request, without query
	 * @param message the server's words
	 * @param details the API's structured details
	 * @param retryAfter the pause that the server asked for, if it asked for one
	 */
	public ApiError(int status, @Nullable String code, @Nullable String requestId, String method, String path,
			String message, Map<String, Object> details, @Nullable Duration retryAfter) {
		this(status, code, requestId, method, path, message, details, retryAfter, !method.equals("GET"));
	}

}
