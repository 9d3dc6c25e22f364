package io.github.tegrabox.chat.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.internal.json.WireJson;

import org.springframework.web.util.UriUtils;

/**
 * Path with variables such as {@code {roomId}}, each replaced by one percent-encoded
 * segment.
 */
public final class PathTemplate {

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

	private PathTemplate() {
	}

	/**
	 * Fills in the variables.
	 * @param template the path
	 * @param values returns the value of a variable by its name
	 * @return the path
	 * @throws IllegalArgumentException if a value is blank, {@code .} or {@code ..}
	 */
	static String expand(String template, UnaryOperator<String> values) {
		return VARIABLE.matcher(template).replaceAll((variable) -> {
			String name = variable.group(1);
			return encode(requireSegment(values.apply(name), name));
		});
	}

	/**
	 * Rejects a value that cannot be a path segment.
	 * @param value the value
	 * @param name the name of the value, for the message
	 * @return the value
	 * @throws IllegalArgumentException if the value is blank, {@code .} or {@code ..}
	 */
	public static String requireSegment(String value, String name) {
		// A caller without null checks may pass null.
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(name + " must not be blank");
		}
		if (value.equals(".") || value.equals("..")) {
			throw new IllegalArgumentException(name + " must not be '" + value + "'");
		}
		return value;
	}

	/**
	 * Returns whether a value can be a path segment.
	 */
	static boolean isSegment(String value) {
		return !value.isBlank() && !value.equals(".") && !value.equals("..");
	}

	/**
	 * Percent-encodes a value for a path segment or a query. An unpaired surrogate
	 * becomes the replacement character, as in a body.
	 * @param value the value
	 * @return the value with only unreserved characters
	 */
	public static String encode(String value) {
		return UriUtils.encode(WireJson.wellFormed(value), StandardCharsets.UTF_8);
	}

}
