package io.github.tegrabox.chat.testserver;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The published descriptions of the wire, held against what really goes over it.
 */
final class WireDocuments {

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final JsonNode OPENAPI = read("chat-api.openapi.yaml");

	private static final JsonNode ASYNCAPI = read("chat-api.asyncapi.yaml");

	private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

	private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

	private WireDocuments() {
	}

	/**
	 * The operations and events that were checked so far.
	 */
	static Set<String> seen() {
		return SEEN;
	}

	static Set<String> operations() {
		Set<String> operations = new ConcurrentSkipListSet<>();
		OPENAPI.at("/paths")
			.values()
			.forEach((path) -> path.values()
				.stream()
				.filter((method) -> method.has("operationId"))
				.forEach((method) -> operations.add(method.get("operationId").stringValue())));
		return operations;
	}

	static Set<String> events() {
		Set<String> events = new ConcurrentSkipListSet<>(ASYNCAPI.at("/components/messages").propertyNames());
		events.removeAll(Set.of("Ack", "MessageAck"));
		return events;
	}

	/**
	 * Checks an exchange over HTTP: its answer always, its body if it was accepted.
	 */
	static void check(String method, String path, @Nullable String body, int status, String answer) {
		JsonNode operation = operation(method, path);
		if (status >= 400) {
			if (!method.equals("HEAD")) {
				validate(OPENAPI, "Error", answer, method + " " + path);
			}
			return;
		}
		if (operation == null) {
			throw new AssertionError(method + " " + path + " was answered with " + status + ", but is not described");
		}
		String id = operation.get("operationId").stringValue();
		JsonNode response = operation.at("/responses/" + status);
		if (response.isMissingNode()) {
			throw new AssertionError(id + " was answered with " + status + ", which is not described");
		}
		if (body != null) {
			validate(OPENAPI, schemaName(operation.at("/requestBody")), body, id + " request");
		}
		if (response.has("content")) {
			validate(OPENAPI, schemaName(response), answer, id);
		}
		else if (!answer.isEmpty()) {
			throw new AssertionError(id + " is described without a body, but was answered with " + answer);
		}
		SEEN.add(id);
	}

	/**
	 * Checks the payload of an event in either direction.
	 */
	static void checkEvent(String name, JsonNode payload) {
		JsonNode message = ASYNCAPI.at("/components/messages/" + name + "/payload");
		if (message.isMissingNode()) {
			throw new AssertionError("The event " + name + " is not described");
		}
		validate(ASYNCAPI, refName(message), payload.toString(), name);
		SEEN.add(name);
	}

	/**
	 * Checks the acknowledgement of an event.
	 */
	static void checkAck(String name, JsonNode ack) {
		boolean message = name.equals("send_message") && ack.path("ok").asBoolean(false);
		validate(ASYNCAPI, message ? "MessageAck" : "Ack", ack.toString(), name + " acknowledgement");
	}

	private static @Nullable JsonNode operation(String method, String path) {
		String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
		JsonNode paths = OPENAPI.get("paths");
		if (paths.has(plain)) {
			return paths.get(plain).get(method.toLowerCase(Locale.ROOT));
		}
		for (String template : paths.propertyNames()) {
			if (Pattern.matches(template.replaceAll("\\{[^}]+}", "[^/]+"), plain)) {
				return paths.get(template).get(method.toLowerCase(Locale.ROOT));
			}
		}
		return null;
	}

	private static String schemaName(JsonNode holder) {
		return refName(holder.at("/content/application~1json/schema"));
	}

	private static String refName(JsonNode schema) {
		String ref = schema.get("$ref").stringValue();
		return ref.substring(ref.lastIndexOf('/') + 1);
	}

	private static void validate(JsonNode document, String schema, String json, String what) {
		Schema compiled = COMPILED.computeIfAbsent(System.identityHashCode(document) + schema, (key) -> {
			ObjectNode root = RestCalls.JSON.createObjectNode();
			root.put("$ref", "#/components/schemas/" + schema);
			root.set("components", document.get("components"));
			return SCHEMAS.getSchema(root);
		});
		List<Error> errors = compiled.validate(RestCalls.JSON.readTree(json));
		if (!errors.isEmpty()) {
			throw new AssertionError(what + " is no " + schema + ": " + errors);
		}
	}

	private static JsonNode read(String file) {
		return new YAMLMapper().readTree(Path.of("..", "docs", file));
	}

}
