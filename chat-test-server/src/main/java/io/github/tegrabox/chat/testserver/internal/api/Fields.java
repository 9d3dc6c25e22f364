package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON body, read with their checks. What is wrong is collected, and
 * {@link #check()} refuses all of it at once.
 */
final class Fields {

	private final JsonNode body;

	private final UnaryOperator<String> names;

	private final Map<String, String> errors = new LinkedHashMap<>();

	private Fields(JsonNode body, UnaryOperator<String> names) {
		this.body = body;
		this.names = names;
	}

	static Fields of(JsonNode body, UnaryOperator<String> names) {
		if (!body.isObject()) {
			throw new ApiException(400, "invalid_json", "A JSON object is required.");
		}
		return new Fields(body, names);
	}

	static Fields parse(byte[] body, UnaryOperator<String> names) {
		if (body.length == 0) {
			throw new ApiException(400, "invalid_json", "A JSON object is required; the body is empty.");
		}
		try {
			return of(Json.MAPPER.readTree(body), names);
		}
		catch (JacksonException ex) {
			throw new ApiException(400, "invalid_json", "The body is no valid JSON.");
		}
	}

	boolean has(String name) {
		return this.body.has(this.names.apply(name));
	}

	void requireOneOf(String... names) {
		if (Arrays.stream(names).noneMatch(this::has)) {
			this.errors.put(this.names.apply(names[0]), "or another of "
					+ String.join(", ", Arrays.stream(names).map(this.names).toList()) + " is required");
		}
	}

	String required(String name, int maxLength) {
		String value = text(name, maxLength);
		if (value == null) {
			wrong(name, "is required");
			return "";
		}
		if (value.isBlank()) {
			wrong(name, "must not be blank");
		}
		return value;
	}

	@Nullable String optional(String name, int maxLength) {
		String value = text(name, maxLength);
		if (value != null && value.isBlank()) {
			wrong(name, "must not be blank");
		}
		return value;
	}

	@Nullable String optionalEmail(String name) {
		String value = optional(name, 254);
		if (value != null && value.indexOf('@') < 1) {
			wrong(name, "must be a mail address");
		}
		return value;
	}

	@Nullable Long optionalNumber(String name, long min, long max) {
		JsonNode node = this.body.get(this.names.apply(name));
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
			wrong(name, "must be a whole number from " + min + " to " + max);
			return null;
		}
		return node.longValue();
	}

	private void wrong(String name, String what) {
		this.errors.putIfAbsent(this.names.apply(name), what);
	}

	void check() {
		if (!this.errors.isEmpty()) {
			throw ApiException.invalid(this.errors);
		}
	}

	private @Nullable String text(String name, int maxLength) {
		JsonNode node = this.body.get(this.names.apply(name));
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isString()) {
			wrong(name, "must be text");
			return "";
		}
		String value = node.stringValue();
		if (!isUnicode(value)) {
			wrong(name, "must be Unicode text");
		}
		if (value.codePointCount(0, value.length()) > maxLength) {
			wrong(name, "must have at most " + maxLength + " characters");
		}
		return value;
	}

	/**
	 * Tells whether a text can be written in UTF-8: JSON can escape half of a surrogate
	 * pair.
	 * @param text the text
	 * @return whether it has no such half
	 */
	static boolean isUnicode(String text) {
		return text.codePoints()
			.noneMatch((point) -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

}
