package io.github.tegrabox.chat.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.tegrabox.chat.internal.json.WireJson;

import org.springframework.web.util.UriUtils;

/**
 * Path with variables such as {@code {roomId}}, each filled in as one percent-encoded
 * segment. Taken apart once, so that filling it in is cheap.
 */
public final class PathTemplate {

	private final String template;

	/**
	 * Literals at even places, names of variables at odd ones.
	 */
	private final List<String> parts;

	private PathTemplate(String template, List<String> parts) {
		this.template = template;
		this.parts = List.copyOf(parts);
	}

	/**
	 * A template.
	 * @param template the path, beginning with a slash
	 * @return the template
	 * @throws IllegalArgumentException if the path does not begin with a slash or a brace
	 * is not closed
	 */
	public static PathTemplate of(String template) {
		if (!template.startsWith("/")) {
			throw new IllegalArgumentException("The path '" + template + "' does not begin with a slash");
		}
		List<String> parts = new ArrayList<>();
		int from = 0;
		for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
			int close = template.indexOf('}', open);
			if (close < 0) {
				throw new IllegalArgumentException("The path '" + template + "' has a brace that is not closed");
			}
			parts.add(template.substring(from, open));
			parts.add(template.substring(open + 1, close));
			from = close + 1;
		}
		parts.add(template.substring(from));
		return new PathTemplate(template, parts);
	}

	/**
	 * Fills the variables in.
	 * @param values yields the value of a variable by its name
	 * @return the path
	 * @throws IllegalArgumentException if a value is blank, {@code .} or {@code ..}
	 */
	public String expand(UnaryOperator<String> values) {
		StringBuilder path = new StringBuilder(this.template.length() + 64);
		for (int i = 0; i < this.parts.size(); i++) {
			String part = this.parts.get(i);
			if (i % 2 == 0) {
				path.append(part);
			}
			else {
				path.append(encode(requireSegment(values.apply(part), part)));
			}
		}
		return path.toString();
	}

	/**
	 * Refuses what cannot be a segment of a path of its own.
	 * @param value the value
	 * @param name what it is, for the message
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
	 * Whether something can be a segment of a path of its own.
	 */
	static boolean isSegment(String value) {
		return !value.isBlank() && !value.equals(".") && !value.equals("..");
	}

	/**
	 * Percent-encodes a value for a segment of a path or a query. Half of a surrogate
	 * pair becomes the replacement character, as in a body.
	 * @param value the value
	 * @return the value with nothing left but unreserved characters
	 */
	public static String encode(String value) {
		return UriUtils.encode(WireJson.wellFormed(value), StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.template;
	}

}
