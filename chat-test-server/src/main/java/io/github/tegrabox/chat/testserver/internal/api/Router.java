package io.github.tegrabox.chat.testserver.internal.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds the operation that a method and a path stand for.
 */
final class Router {

	private final Dialect dialect;

	Router(Dialect dialect) {
		this.dialect = dialect;
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
		Route best = new Route(null, Map.of(), allowed);
		for (Operation operation : Operation.values()) {
			Endpoint endpoint = this.dialect.endpoint(operation);
			Map<String, String> variables = match(endpoint.segments(), decoded);
			if (variables == null) {
				continue;
			}
			allowed.add(endpoint.method());
			boolean plainer = best.operation() == null || variables.size() < best.variables().size();
			if (endpoint.method().equals(method) && plainer) {
				best = new Route(operation, variables, allowed);
			}
		}
		return best;
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
