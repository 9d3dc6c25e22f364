package io.github.tegrabox.chat.testserver;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.github.tegrabox.chat.testserver.internal.api.Dialect;

/**
 * How a test server speaks where that differs from the Chat API's standard: methods and
 * paths, credentials, names, the socket's forms. The settings have the names that an
 * application's {@code chat.wire.*} properties have, so that the same properties make
 * client and server understand each other; {@code answers.*} are the server's alone.
 * Immutable. <pre class="code">
 * ChatTestServerWire wire = ChatTestServerWire.builder()
 *     .operation("users-update", "PUT /api/projects/{projectId}/users/{userId}")
 *     .apiKey("Authorization: ApiKey {key}")
 *     .names("camelCase")
 *     .emit("join-room", "room:join")
 *     .build();
 * </pre>
 */
public final class ChatTestServerWire {

	private final Map<String, String> properties;

	private final Dialect dialect;

	private ChatTestServerWire(Map<String, String> properties) {
		this.properties = Collections.unmodifiableMap(new TreeMap<>(properties));
		this.dialect = Dialect.of(this.properties);
	}

	/**
	 * Reads a wire from properties.
	 * @param properties values by name, as in {@code chat.wire.names} or, without the
	 * prefix, {@code names}
	 * @return the wire
	 * @throws IllegalArgumentException if a property does not exist or its value cannot
	 * work
	 */
	public static ChatTestServerWire of(Map<String, String> properties) {
		return new ChatTestServerWire(properties);
	}

	/**
	 * Begins a wire that differs from the standard.
	 * @return a builder without differences
	 */
	public static Builder builder() {
		return new Builder();
	}

	Dialect dialect() {
		return this.dialect;
	}

	/**
	 * Returns the differences.
	 */
	@Override
	public String toString() {
		return this.properties.toString();
	}

	/**
	 * Collects differences; {@link #build()} checks them.
	 */
	public static final class Builder {

		private final Map<String, String> properties = new TreeMap<>();

		private Builder() {
		}

		private Builder set(String key, String value) {
			this.properties.put(key, value);
			return this;
		}

		/**
		 * Sets the request of an operation.
		 * @param operation the operation, as in {@code users-generate-token}
		 * @param request method and path, as in
		 * <code>POST /api/users/{userId}/tokens</code>; an id that the path has no place
		 * for is read from the body, or from the query if there is none
		 * @return this
		 */
		public Builder operation(String operation, String request) {
			return set("operations." + operation, request);
		}

		/**
		 * Sets the path of a collection.
		 * @param collection {@code project}, {@code users}, {@code rooms},
		 * {@code messages} or {@code verify}
		 * @param template the path; a single entity is one segment more
		 * @return this
		 */
		public Builder path(String collection, String template) {
			return set("paths." + collection, template);
		}

		/**
		 * Sets the name of a field that requests of an operation carry.
		 * @param operation the operation, as in {@code messages-create}
		 * @param field the standard's name, as in {@code user_id};
		 * {@code external_user_id} makes the operation name its user by the external id,
		 * {@code token} makes {@code auth-verify} read the token from the body
		 * @param name the name
		 * @return this
		 */
		public Builder body(String operation, String field, String name) {
			return set("bodies." + operation + "." + field, name);
		}

		/**
		 * Sets where requests carry the project's id. Unless that is the path, the
		 * standard's paths are without it.
		 * @param place {@code path}, {@code none}, {@code header:<name>} or
		 * {@code query:<name>}
		 * @return this
		 */
		public Builder project(String place) {
			return set("project", place);
		}

		/**
		 * Sets the header of the API key.
		 * @param form the header, as in <code>Authorization: ApiKey {key}</code>
		 * @return this
		 */
		public Builder apiKey(String form) {
			return set("credentials.api-key", form);
		}

		/**
		 * Sets the header of the JWT.
		 * @param form the header, as in <code>Authorization: Bearer {token}</code>
		 * @return this
		 */
		public Builder jwt(String form) {
			return set("credentials.jwt", form);
		}

		/**
		 * Sets the style of the names of fields that the server understands. It answers
		 * in the same style, unless {@link #answer} says otherwise.
		 * @param names {@code snake_case} or {@code camelCase}
		 * @return this
		 */
		public Builder names(String names) {
			return set("names", names);
		}

		/**
		 * Sets what those events carry that only name a room.
		 * @param payload {@code object} or, for the bare id, {@code id}
		 * @return this
		 */
		public Builder roomPayload(String payload) {
			return set("room-payload", payload);
		}

		/**
		 * Sets where the socket's JWT is read.
		 * @param place {@code auth.<name>}, {@code query.<name>} or {@code header.<name>}
		 * @return this
		 */
		public Builder socketAuth(String place) {
			return set("socket-auth", place);
		}

		/**
		 * Sets the only namespace that there is.
		 * @param namespace the namespace, as in {@code /chat}
		 * @return this
		 */
		public Builder connectNamespace(String namespace) {
			return set("connect-namespace", namespace);
		}

		/**
		 * Sets the name of an event that clients send.
		 * @param event the property's name of it, as in {@code join-room}
		 * @param name the name
		 * @return this
		 */
		public Builder emit(String event, String name) {
			return set("emits." + event, name);
		}

		/**
		 * Sets the name of an event that the server sends.
		 * @param event the property's name of it, as in {@code user-joined}
		 * @param name the name
		 * @return this
		 */
		public Builder event(String event, String name) {
			return set("events." + event, name);
		}

		/**
		 * Sets the order of a room's history.
		 * @param order {@code newest-first} or {@code oldest-first}
		 * @return this
		 */
		public Builder messageOrder(String order) {
			return set("message-order", order);
		}

		/**
		 * Sets how the server writes its answers.
		 * @param aspect {@code names} ({@code snake_case}, {@code camelCase}),
		 * {@code entities} ({@code bare}, {@code data}), {@code times} ({@code iso},
		 * {@code epoch-millis}) or, for the project look-up, {@code project} ({@code id},
		 * {@code projectId}, {@code project.id}, {@code data.id})
		 * @param form the form
		 * @return this
		 */
		public Builder answer(String aspect, String form) {
			return set("answers." + aspect, form);
		}

		/**
		 * Builds the wire.
		 * @return the wire
		 * @throws IllegalArgumentException if a setting does not exist or cannot work
		 */
		public ChatTestServerWire build() {
			return new ChatTestServerWire(this.properties);
		}

	}

}
