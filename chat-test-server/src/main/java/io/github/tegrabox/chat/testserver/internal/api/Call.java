package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Map;
import java.util.Objects;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation by somebody who may.
 *
 * @param operation the operation
 * @param variables the variables of the path
 * @param request the request
 * @param caller who calls
 */
record Call(Operation operation, Map<String, String> variables, HttpRequest request, Caller caller) {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 100;

	String userId() {
		return variable("userId");
	}

	String roomId() {
		return variable("roomId");
	}

	Fields fields() {
		return Fields.parse(this.request.body());
	}

	boolean hasBody() {
		return this.request.body().length > 0;
	}

	@Nullable String parameter(String name) {
		return this.request.queryParameter(name);
	}

	PageRequest page() {
		return new PageRequest(number("page", 1, Integer.MAX_VALUE), number("limit", DEFAULT_LIMIT, MAX_LIMIT));
	}

	private int number(String name, int absent, int max) {
		String text = this.request.queryParameter(name);
		if (text == null) {
			return absent;
		}
		try {
			int number = Integer.parseInt(text);
			if (number >= 1 && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Refused below, like a number out of bounds.
		}
		throw ApiException.invalid(Map.of(name, "must be a whole number from 1 to " + max));
	}

	private String variable(String name) {
		return Objects.requireNonNull(this.variables.get(name), name);
	}

}
