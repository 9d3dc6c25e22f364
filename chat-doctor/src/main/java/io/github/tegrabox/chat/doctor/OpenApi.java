package io.github.tegrabox.chat.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Description that a server gives of itself: hints for what to try first.
 */
final class OpenApi {

	static final List<String> PLACES = List.of("/openapi.json", "/api-docs", "/swagger.json", "/docs-json",
			"/v3/api-docs", "/api/openapi.json");

	private final Map<String, Set<String>> methods = new TreeMap<>();

	private final Set<String> keyForms = new LinkedHashSet<>();

	private OpenApi() {
	}

	static OpenApi none() {
		return new OpenApi();
	}

	static @Nullable OpenApi read(JsonNode document) {
		JsonNode paths = document.path("paths");
		if (!paths.isObject() || paths.isEmpty()) {
			return null;
		}
		OpenApi api = new OpenApi();
		String prefix = document.path("basePath").asString("");
		String server = document.path("servers").path(0).path("url").asString("");
		// The path alone: a description must not lead the key to another host.
		server = server.replaceFirst("^[a-z]+://[^/]*", "");
		prefix = server.startsWith("/") ? server : prefix;
		String before = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
		paths.propertyNames().forEach((path) -> {
			Set<String> methods = new LinkedHashSet<>();
			paths.path(path).propertyNames().forEach((method) -> methods.add(method.toUpperCase(Locale.ROOT)));
			api.methods.put(before + path, methods);
		});
		JsonNode schemes = document.path("components").path("securitySchemes");
		schemes = schemes.isObject() ? schemes : document.path("securityDefinitions");
		for (JsonNode scheme : schemes) {
			String header = scheme.path("name").asString("");
			if (scheme.path("type").asString("").equals("apiKey") && scheme.path("in").asString("").equals("header")
					&& header.matches("[A-Za-z0-9-]+") && !header.equalsIgnoreCase("Authorization")) {
				api.keyForms.add(header + ": {key}");
			}
		}
		return api;
	}

	int size() {
		return this.methods.size();
	}

	Set<String> keyForms() {
		return this.keyForms;
	}

	/**
	 * What stands before the collections.
	 */
	List<String> prefixes() {
		Set<String> prefixes = new LinkedHashSet<>();
		for (String path : this.methods.keySet()) {
			if (path.endsWith("/users")) {
				prefixes.add(
						path.substring(0, path.length() - "/users".length()).replaceFirst("/projects?/\\{[^}]*}$", ""));
			}
		}
		return List.copyOf(prefixes);
	}

	/**
	 * Paths without variables that may tell of the project.
	 */
	List<String> lookUps() {
		return this.methods.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains("GET") && !entry.getKey().contains("{")
					&& entry.getKey().matches("(?i).*(project|key|/me).*"))
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * Requests whose path has some words in it, with our variables, those below a base
	 * alone.
	 */
	List<String> requests(String pattern, String... variables) {
		List<String> requests = new ArrayList<>();
		this.methods.forEach((path, methods) -> methods.forEach((method) -> {
			String request = method + ' ' + path;
			if (request.matches(pattern)) {
				String named = request;
				for (String variable : variables) {
					named = named.replaceFirst("\\{(?!projectId|userId|roomId|messageId)[^}]*}", '{' + variable + '}');
				}
				if (!named.replaceAll("\\{(projectId|userId|roomId|messageId)}", "").contains("{")) {
					requests.add(named);
				}
			}
		}));
		return requests;
	}

}
