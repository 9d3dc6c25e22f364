package io.github.tegrabox.chat.testserver.internal.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON body of a control request. What is missing, unknown or of the wrong type is an
 * {@link IllegalArgumentException}.
 */
final class ControlBody {

	private static final Duration LONGEST = Duration.ofDays(36500);

	private final JsonNode body;

	ControlBody(JsonNode body, Set<String> names) {
		if (!body.isObject()) {
			throw new IllegalArgumentException("A JSON object is required");
		}
		for (String name : body.propertyNames()) {
			if (!names.contains(name)) {
				throw new IllegalArgumentException(
						"There is no \"" + name + "\" here; there are " + String.join(", ", new TreeSet<>(names)));
			}
		}
		this.body = body;
	}

	boolean has(String name) {
		return this.body.has(name);
	}

	boolean isNull(String name) {
		return this.body.path(name).isNull();
	}

	String text(String name) {
		JsonNode node = this.body.path(name);
		if (!node.isString() || node.stringValue().isBlank()) {
			throw new IllegalArgumentException(name + " must be text and not blank");
		}
		return node.stringValue();
	}

	@Nullable String optionalText(String name) {
		JsonNode node = this.body.path(name);
		if (has(name) && !node.isString()) {
			throw new IllegalArgumentException(name + " must be text");
		}
		return node.isString() ? node.stringValue() : null;
	}

	int number(String name) {
		JsonNode node = this.body.path(name);
		if (!node.isIntegralNumber() || !node.canConvertToInt()) {
			throw new IllegalArgumentException(name + " must be a whole number, at most " + Integer.MAX_VALUE);
		}
		return node.intValue();
	}

	long longNumber(String name) {
		JsonNode node = this.body.path(name);
		if (!node.isIntegralNumber() || !node.canConvertToLong()) {
			throw new IllegalArgumentException(name + " must be a whole number, at most " + Long.MAX_VALUE);
		}
		return node.longValue();
	}

	double fraction(String name) {
		JsonNode node = this.body.path(name);
		if (!node.isNumber()) {
			throw new IllegalArgumentException(name + " must be a number");
		}
		return node.doubleValue();
	}

	boolean flag(String name) {
		JsonNode node = this.body.path(name);
		if (!node.isBoolean()) {
			throw new IllegalArgumentException(name + " must be true or false");
		}
		return node.booleanValue();
	}

	Duration millis(String name) {
		Duration time = Duration.ofMillis(longNumber(name));
		if (time.abs().compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(name + " must be at most " + LONGEST.toMillis());
		}
		return time;
	}

	Map<String, String> texts(String name) {
		JsonNode node = this.body.path(name);
		if (has(name) && (!node.isObject() || !node.values().stream().allMatch(ControlBody::isTextOrNumber))) {
			throw new IllegalArgumentException(name + " must be an object of texts");
		}
		Map<String, String> texts = new HashMap<>();
		node.forEachEntry((key, value) -> texts.put(key, value.asString()));
		return texts;
	}

	private static boolean isTextOrNumber(JsonNode node) {
		return node.isString() || node.isNumber();
	}

	<E extends Enum<E>> E choice(String name, Class<E> type) {
		String text = text(name);
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> constant.name().toLowerCase(Locale.ROOT).equals(text))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					name + " must be one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
	}

}
