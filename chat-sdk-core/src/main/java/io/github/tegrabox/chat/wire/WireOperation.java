package io.github.tegrabox.chat.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Operations of the REST API, each with its default request: the method, what follows the
 * path of the collection, the ids that the path may contain, and the fields of the body.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of and List.of change no more.
public enum WireOperation {

	/**
	 * Looks up which project an API key belongs to.
	 */
	PROJECT_LOOKUP("GET", Collection.PROJECT, "", Set.of(), List.of()),

	/**
	 * Creates a user.
	 */
	USERS_CREATE("POST", Collection.USERS, "", Set.of(),
			List.of("username", "external_user_id", "display_name", "email")),

	/**
	 * Lists the users.
	 */
	USERS_LIST("GET", Collection.USERS, "", Set.of(), List.of()),

	/**
	 * Gets a user.
	 */
	USERS_GET("GET", Collection.USERS, "/{userId}", Set.of("userId"), List.of("user_id")),

	/**
	 * Changes a user.
	 */
	USERS_UPDATE("PATCH", Collection.USERS, "/{userId}", Set.of("userId"),
			List.of("username", "display_name", "email", "status", "user_id", "external_user_id")),

	/**
	 * Deletes a user.
	 */
	USERS_DELETE("DELETE", Collection.USERS, "/{userId}", Set.of("userId"), List.of("user_id", "external_user_id")),

	/**
	 * Issues a token for a user.
	 */
	USERS_GENERATE_TOKEN("POST", Collection.USERS, "/{userId}/token", Set.of("userId"),
			List.of("expires_in", "user_id", "external_user_id")),

	/**
	 * Revokes the tokens of a user.
	 */
	USERS_REVOKE_TOKEN("DELETE", Collection.USERS, "/{userId}/token", Set.of("userId"),
			List.of("user_id", "external_user_id")),

	/**
	 * Lists the rooms.
	 */
	ROOMS_LIST("GET", Collection.ROOMS, "", Set.of(), List.of()),

	/**
	 * Creates a room.
	 */
	ROOMS_CREATE("POST", Collection.ROOMS, "", Set.of(), List.of("name", "created_by", "external_user_id")),

	/**
	 * Gets a room.
	 */
	ROOMS_GET("GET", Collection.ROOMS, "/{roomId}", Set.of("roomId"), List.of("room_id")),

	/**
	 * Adds a user to a room.
	 */
	ROOMS_JOIN("POST", Collection.ROOMS, "/{roomId}/join", Set.of("roomId", "userId"),
			List.of("user_id", "external_user_id", "room_id")),

	/**
	 * Removes a user from a room.
	 */
	ROOMS_LEAVE("POST", Collection.ROOMS, "/{roomId}/leave", Set.of("roomId", "userId"),
			List.of("user_id", "external_user_id", "room_id")),

	/**
	 * Changes a room.
	 */
	ROOMS_UPDATE("PATCH", Collection.ROOMS, "/{roomId}", Set.of("roomId"), List.of("name", "room_id")),

	/**
	 * Deletes a room.
	 */
	ROOMS_DELETE("DELETE", Collection.ROOMS, "/{roomId}", Set.of("roomId"), List.of("room_id")),

	/**
	 * Lists the messages of a room.
	 */
	MESSAGES_LIST("GET", Collection.MESSAGES, "", Set.of("roomId"), List.of("room_id")),

	/**
	 * Creates a message as a user.
	 */
	MESSAGES_CREATE("POST", Collection.MESSAGES, "", Set.of("roomId"),
			List.of("content", "user_id", "external_user_id", "room_id")),

	/**
	 * Deletes a message.
	 */
	MESSAGES_DELETE("DELETE", Collection.MESSAGES, "/{messageId}", Set.of("roomId", "messageId"),
			List.of("room_id", "message_id")),

	/**
	 * Asks the server what it knows about a token.
	 */
	AUTH_VERIFY("GET", Collection.VERIFY, "", Set.of(), List.of("token"));

	private final String method;

	private final Collection collection;

	private final String suffix;

	private final Set<String> variables;

	private final List<String> fields;

	WireOperation(String method, Collection collection, String suffix, Set<String> variables, List<String> fields) {
		this.method = method;
		this.collection = collection;
		this.suffix = suffix;
		this.variables = variables;
		this.fields = fields;
	}

	/**
	 * Returns the operation with a name.
	 * @param id the name, as in {@code users-get}; case and dashes do not matter
	 * @return the operation
	 * @throws IllegalArgumentException if there is none with that name
	 */
	public static WireOperation of(String id) {
		return Arrays.stream(values())
			.filter((operation) -> WireSettings.bare(operation.id()).equals(WireSettings.bare(id)))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("there is no operation '" + id + "'; there are "
					+ String.join(", ", Arrays.stream(values()).map(WireOperation::id).toList())));
	}

	/**
	 * Returns the name that properties use.
	 * @return the name, as in {@code users-generate-token}
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns the fields that the body may have, including the ids that a path may leave
	 * out.
	 * @return our names of the fields, in snake_case
	 */
	public List<String> fields() {
		return this.fields;
	}

	/**
	 * Returns the ids that the path may contain besides that of the project.
	 * @return the names of the variables, as in {@code userId}
	 */
	public Set<String> variables() {
		return this.variables;
	}

	String method() {
		return this.method;
	}

	Collection collection() {
		return this.collection;
	}

	String suffix() {
		return this.suffix;
	}

	boolean isInProject() {
		return this != PROJECT_LOOKUP;
	}

	/**
	 * Collection that the path of an operation begins with.
	 */
	enum Collection {

		PROJECT, USERS, ROOMS, MESSAGES, VERIFY

	}

}
