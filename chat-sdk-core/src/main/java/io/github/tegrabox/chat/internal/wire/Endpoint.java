package io.github.tegrabox.chat.internal.wire;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP method and path of an operation.
 *
 * @param method the HTTP method
 * @param path the template of the path, with variables
 */
public record Endpoint(String method, String path) {

	private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z]+)\\s+(\\S+)\\s*");

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

	private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

	private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

	/**
	 * Reads a request.
	 * @param text a method and a path
	 * @return the request
	 * @throws IllegalArgumentException if it is not valid
	 */
	public static Endpoint parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches() || !METHODS.contains(matcher.group(1))) {
			throw new IllegalArgumentException("it must be a method and a path, as in 'PUT /api/users/{userId}'; the "
					+ "methods are GET, POST, PUT, PATCH and DELETE");
		}
		return new Endpoint(matcher.group(1), matcher.group(2));
	}

	/**
	 * Returns whether the path has a variable.
	 * @param variable the name, such as {@code userId}
	 * @return whether it has the variable
	 */
	public boolean has(String variable) {
		return this.path.contains('{' + variable + '}');
	}

	/**
	 * Returns whether the request may have a body.
	 * @return whether it may have one
	 */
	public boolean takesBody() {
		return this.method.startsWith("P");
	}

	/**
	 * Checks a template.
	 * @param template the path
	 * @param allowed the names of the variables that it may contain
	 * @return the template
	 * @throws IllegalArgumentException if the template is not valid
	 */
	public static String check(String template, Set<String> allowed) {
		if (!template.startsWith("/") || template.startsWith("//")) {
			throw new IllegalArgumentException(
					"it must be a path that starts with one '/'; the host belongs into 'chat.base-url'");
		}
		Matcher matcher = VARIABLE.matcher(template);
		while (matcher.find()) {
			if (!allowed.contains(matcher.group(1))) {
				throw new IllegalArgumentException(
						"it has the variable '" + matcher.group() + "', which is not filled in here");
			}
		}
		String rest = matcher.replaceAll("");
		if (rest.contains("{") || rest.contains("}")) {
			throw new IllegalArgumentException("its braces do not match");
		}
		if (rest.contains("?") || rest.contains("#")) {
			throw new IllegalArgumentException("it must have neither a query nor a fragment");
		}
		if (!PRINTABLE.matcher(rest).matches()) {
			throw new IllegalArgumentException("it must have neither blanks nor characters beyond ASCII");
		}
		return template;
	}

	@Override
	public String toString() {
		return this.method + ' ' + this.path;
	}

}
