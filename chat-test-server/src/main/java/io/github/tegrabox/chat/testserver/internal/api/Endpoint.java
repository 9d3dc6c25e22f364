package io.github.tegrabox.chat.testserver.internal.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Method and path of an operation.
 *
 * @param method the method
 * @param path the template of the path
 */
record Endpoint(String method, String path) {

	private static final Pattern FORM = Pattern.compile("\\s*(GET|POST|PUT|PATCH|DELETE)\\s+(\\S+)\\s*");

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

	private static final Set<String> VARIABLES = Set.of("projectId", "userId", "roomId", "messageId");

	static Endpoint parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("it must be a method and a path, as in 'PUT /api/users/{userId}'");
		}
		return new Endpoint(matcher.group(1), checkPath(matcher.group(2)));
	}

	static String checkPath(String path) {
		if (!path.startsWith("/")) {
			throw new IllegalArgumentException("a path begins with a slash");
		}
		Matcher matcher = VARIABLE.matcher(path);
		while (matcher.find()) {
			if (!VARIABLES.contains(matcher.group(1))) {
				throw new IllegalArgumentException("there is no variable " + matcher.group());
			}
		}
		return path;
	}

	boolean takesBody() {
		return this.method.startsWith("P");
	}

	List<String> segments() {
		return List.of(this.path.substring(1).split("/", -1));
	}

	/**
	 * The endpoint as it is told apart from others: what variables are called does not
	 * matter.
	 * @return method and path
	 */
	String shape() {
		return this.method + " " + VARIABLE.matcher(this.path).replaceAll("{}");
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
