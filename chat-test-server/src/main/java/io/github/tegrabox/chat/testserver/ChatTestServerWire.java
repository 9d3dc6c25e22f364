package io.github.tegrabox.chat.testserver;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.github.tegrabox.chat.testserver.internal.api.Dialect;

/**
 * How a test server differs from the Chat API's standard: methods and paths, credentials,
 * names, and the payloads of the socket. The settings have the same names as an
 * application's {@code chat.wire.*} properties, so that the same properties make client
 * and server understand each other. Only the server has {@code answers.*}. Immutable.
 * <pre class="code">
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
	 * Builder of the differences. {@link #build()} checks them. Not safe for use by
	 * several threads.
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
		 * <code>POST /api/users/{userId}/tokens</code>; an id that the path does not
		 * contain is read from the body, or from the query if there is no body
		 * @return this
		 */
		public Builder operation(String operation, String request) {
			return set("operations." + operation, request);
		}

		/**
		 * Sets the path of a collection.
		 * @param collection {@code project}, {@code users}, {@code rooms},
		 * {@code messages} or {@code verify}
		 * @param template the path; a single entity has one more segment
		 * @return this
		 */
		public Builder path(String collection, String template) {
			return set("paths." + collection, template);
		}

		/**
		 * Sets the name of a field in the requests of an operation.
		 * @param operation the operation, as in {@code messages-create}
		 * @param field the standard's name, as in {@code user_id};
		 * {@code external_user_id} makes the operation take the external id of the user,
		 * {@code token} makes {@code auth-verify} read the token from the body
		 * @param name the name
		 * @return this
		 */
		public Builder body(String operation, String field, String name) {
			return set("bodies." + operation + "." + field, name);
		}

		/**
		 * Sets where requests carry the project's id. Unless this is the path, the
		 * standard paths do not contain it.
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
		 * Sets the style of the field names that the server understands. It responds in
		 * the same style, unless {@link #answer} says otherwise.
		 * @param names {@code snake_case} or {@code camelCase}
		 * @return this
		 */
		public Builder names(String names) {
			return set("names", names);
		}

		/**
		 * Sets the payload of events that only name a room.
		 * @param payload {@code object}, or {@code id} for the bare id
		 * @return this
		 */
		public Builder roomPayload(String payload) {
			return set("room-payload", payload);
		}

		/**
		 * Sets where the server reads the JWT of a socket.
		 * @param place {@code auth.<name>}, {@code query.<name>} or {@code header.<name>}
		 * @return this
		 */
		public Builder socketAuth(String place) {
			return set("socket-auth", place);
		}

		/**
		 * Sets the only Socket.IO namespace of the server.
		 * @param namespace the namespace, as in {@code /chat}
		 * @return this
		 */
		public Builder connectNamespace(String namespace) {
			return set("connect-namespace", namespace);
		}

		/**
		 * Sets the name of an event that clients send.
		 * @param event its name in the properties, as in {@code join-room}
		 * @param name the name
		 * @return this
		 */
		public Builder emit(String event, String name) {
			return set("emits." + event, name);
		}

		/**
		 * Sets the name of an event that the server sends.
		 * @param event its name in the properties, as in {@code user-joined}
		 * @param name the name
		 * @return this
		 */
		public Builder event(String event, String name) {
			return set("events." + event, name);
		}

		/**
		 * Sets the order in which the server lists the messages of a room.
		 * @param order {@code newest-first} or {@code oldest-first}
		 * @return this
		 */
		public Builder messageOrder(String order) {
			return set("message-order", order);
		}

		/**
		 * Sets how the server writes its responses.
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
