package io.github.tegrabox.chat.testserver.internal.api;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds the operation that a method and a path stand for.
 */
final class Router {

	private final Map<Operation, List<String>> templates = new EnumMap<>(Operation.class);

	Router(WireNames names) {
		for (Operation operation : Operation.values()) {
			this.templates.put(operation, List.of(names.path(operation).substring(1).split("/", -1)));
		}
	}

	Route route(String method, String rawPath) {
		String[] segments = rawPath.substring(rawPath.startsWith("/") ? 1 : 0).split("/", -1);
		List<String> decoded = new ArrayList<>(segments.length);
		for (String segment : segments) {
			String text = PercentDecoder.decode(segment);
			if (text == null) {
				return new Route(null, Map.of(), new TreeSet<>());
			}
			decoded.add(text);
		}
		TreeSet<String> allowed = new TreeSet<>();
		for (Map.Entry<Operation, List<String>> template : this.templates.entrySet()) {
			Operation operation = template.getKey();
			Map<String, String> variables = match(template.getValue(), decoded);
			if (variables != null) {
				if (operation.method().equals(method)) {
					return new Route(operation, variables, allowed);
				}
				allowed.add(operation.method());
			}
		}
		return new Route(null, Map.of(), allowed);
	}

	private static @Nullable Map<String, String> match(List<String> template, List<String> path) {
		if (template.size() != path.size()) {
			return null;
		}
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < template.size(); i++) {
			String part = template.get(i);
			if (part.startsWith("{")) {
				if (path.get(i).isEmpty()) {
					return null;
				}
				variables.put(part.substring(1, part.length() - 1), path.get(i));
			}
			else if (!part.equals(path.get(i))) {
				return null;
			}
		}
		return variables;
	}

	/**
	 * What was found.
	 *
	 * @param operation the operation, or {@code null} if there is none for this method
	 * @param variables the variables of the path, decoded
	 * @param allowed the methods that the path takes otherwise; empty if there is no such
	 * path
	 */
	record Route(@Nullable Operation operation, Map<String, String> variables, TreeSet<String> allowed) {
	}

}
