package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON body, read with their checks. What is wrong is collected, and
 * {@link #check()} refuses all of it at once.
 */
final class Fields {

	private final JsonNode body;

	private final Map<String, String> errors = new LinkedHashMap<>();

	private Fields(JsonNode body) {
		this.body = body;
	}

	static Fields of(JsonNode body) {
		if (!body.isObject()) {
			throw new ApiException(400, "invalid_json", "A JSON object is required.");
		}
		return new Fields(body);
	}

	static Fields parse(byte[] body) {
		if (body.length == 0) {
			throw new ApiException(400, "invalid_json", "A JSON object is required; the body is empty.");
		}
		try {
			return of(Json.MAPPER.readTree(body));
		}
		catch (JacksonException ex) {
			throw new ApiException(400, "invalid_json", "The body is no valid JSON.");
		}
	}

	boolean has(String name) {
		return this.body.has(name);
	}

	void requireOneOf(String... names) {
		if (Arrays.stream(names).noneMatch(this.body::has)) {
			this.errors.put(names[0], "or another of " + String.join(", ", names) + " is required");
		}
	}

	String required(String name, int maxLength) {
		String value = text(name, maxLength);
		if (value == null) {
			this.errors.putIfAbsent(name, "is required");
			return "";
		}
		if (value.isBlank()) {
			this.errors.putIfAbsent(name, "must not be blank");
		}
		return value;
	}

	@Nullable String optional(String name, int maxLength) {
		String value = text(name, maxLength);
		if (value != null && value.isBlank()) {
			this.errors.putIfAbsent(name, "must not be blank");
		}
		return value;
	}

	@Nullable String optionalEmail(String name) {
		String value = optional(name, 254);
		if (value != null && value.indexOf('@') < 1) {
			this.errors.putIfAbsent(name, "must be a mail address");
		}
		return value;
	}

	@Nullable Long optionalNumber(String name, long min, long max) {
		JsonNode node = this.body.get(name);
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
			this.errors.putIfAbsent(name, "must be a whole number from " + min + " to " + max);
			return null;
		}
		return node.longValue();
	}

	void check() {
		if (!this.errors.isEmpty()) {
			throw ApiException.invalid(this.errors);
		}
	}

	private @Nullable String text(String name, int maxLength) {
		JsonNode node = this.body.get(name);
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isString()) {
			this.errors.putIfAbsent(name, "must be text");
			return "";
		}
		String value = node.stringValue();
		if (!isUnicode(value)) {
			this.errors.putIfAbsent(name, "must be Unicode text");
		}
		if (value.codePointCount(0, value.length()) > maxLength) {
			this.errors.putIfAbsent(name, "must have at most " + maxLength + " characters");
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
