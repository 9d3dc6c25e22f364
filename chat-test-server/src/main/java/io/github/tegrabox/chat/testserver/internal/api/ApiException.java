package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Map;

/**
 * A refusal, as the Chat API words it.
 */
final class ApiException extends RuntimeException {

	private final int status;

	private final String code;

	private final Map<String, String> details;

	ApiException(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	ApiException(int status, String code, String message, Map<String, String> details) {
		super(message, null, false, false);
		this.status = status;
		this.code = code;
		this.details = Map.copyOf(details);
	}

	static ApiException notFound(String what) {
		return new ApiException(404, what + "_not_found", "There is no such " + what + ".");
	}

	static ApiException invalid(Map<String, String> details) {
		return new ApiException(400, "validation_failed", "The request is not valid: " + details + ".", details);
	}

	int status() {
		return this.status;
	}

	String code() {
		return this.code;
	}

	String text() {
		String message = getMessage();
		return (message != null) ? message : this.code;
	}

	Map<String, String> details() {
		return this.details;
	}

}
