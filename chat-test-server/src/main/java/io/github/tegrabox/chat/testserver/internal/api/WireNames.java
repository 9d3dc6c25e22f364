package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The names on the wire: paths, the API key's header, socket events. A test changes them
 * to stand for a deployment that has others. Immutable.
 */
public final class WireNames {

	/**
	 * The Chat API's own names.
	 */
	public static final WireNames STANDARD = new WireNames(Map.of(), "X-API-Key", Map.of());

	private final Map<Resource, String> paths;

	private final String apiKeyHeader;

	private final Map<String, String> events;

	private WireNames(Map<Resource, String> paths, String apiKeyHeader, Map<String, String> events) {
		this.paths = Collections.unmodifiableMap(new HashMap<>(paths));
		this.apiKeyHeader = apiKeyHeader;
		this.events = Map.copyOf(events);
	}

	/**
	 * These names with another path.
	 * @param resource what is there
	 * @param template the path with {@code {projectId}} and {@code {roomId}} where they
	 * belong; a single entity is one segment more
	 * @return new names
	 */
	public WireNames withPath(Resource resource, String template) {
		if (!template.startsWith("/")) {
			throw new IllegalArgumentException("A path begins with a slash, unlike " + template);
		}
		Map<Resource, String> changed = new EnumMap<>(Resource.class);
		changed.putAll(this.paths);
		changed.put(resource, template);
		return new WireNames(changed, this.apiKeyHeader, this.events);
	}

	/**
	 * These names with another header for the API key.
	 * @param header the name of the header
	 * @return new names
	 */
	public WireNames withApiKeyHeader(String header) {
		return new WireNames(this.paths, header, this.events);
	}

	/**
	 * These names with another name of a socket event, sent or received.
	 * @param event the Chat API's own name, as in {@code join_room}
	 * @param name the other name
	 * @return new names
	 */
	public WireNames withEvent(String event, String name) {
		if (!SocketEvents.RECEIVED.contains(event) && !SocketEvents.SENT.contains(event)) {
			throw new IllegalArgumentException("There is no event " + event);
		}
		Map<String, String> changed = new HashMap<>(this.events);
		changed.put(event, name);
		return new WireNames(this.paths, this.apiKeyHeader, changed);
	}

	String path(Operation operation) {
		String template = this.paths.getOrDefault(operation.resource(), operation.resource().template);
		return template + operation.suffix();
	}

	String apiKeyHeader() {
		return this.apiKeyHeader;
	}

	String event(String event) {
		return this.events.getOrDefault(event, event);
	}

	// The Chat API's own name of an event that the server sends.
	String ownName(String name) {
		return SocketEvents.SENT.stream().filter((event) -> event(event).equals(name)).findFirst().orElse(name);
	}

	/**
	 * What has a path of its own.
	 */
	public enum Resource {

		/** The look-up of the project. */
		PROJECT("/api/projects/current"),

		/** The check of a token. */
		VERIFY("/api/auth/verify"),

		/** The users. */
		USERS("/api/projects/{projectId}/users"),

		/** The rooms. */
		ROOMS("/api/projects/{projectId}/rooms"),

		/** The messages of a room. */
		MESSAGES("/api/projects/{projectId}/rooms/{roomId}/messages");

		private final String template;

		Resource(String template) {
			this.template = template;
		}

	}

}
