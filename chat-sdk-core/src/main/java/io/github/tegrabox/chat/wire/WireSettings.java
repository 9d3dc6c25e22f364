package io.github.tegrabox.chat.wire;

/**
 * Names of the wire: every path, header and event that a deployment may have named
 * differently. The one home of the defaults.
 *
 * @param paths the paths of collections
 * @param apiKeyHeader the header that carries the API key
 * @param emits the names of the events sent to the server
 * @param events the names of the events received from the server
 * @param messageOrder the order in which the server lists messages
 * @param query the names of query parameters
 */
public record WireSettings(Paths paths, String apiKeyHeader, Emits emits, Events events, MessageOrder messageOrder,
		Query query) {

	/**
	 * Names with the query parameters of the hosted Chat API.
	 * @param paths the paths of collections
	 * @param apiKeyHeader the header that carries the API key
	 * @param emits the names of the events sent to the server
	 * @param events the names of the events received from the server
	 * @param messageOrder the order in which the server lists messages
	 */
	public WireSettings(Paths paths, String apiKeyHeader, Emits emits, Events events, MessageOrder messageOrder) {
		this(paths, apiKeyHeader, emits, events, messageOrder, Query.defaults());
	}

	/**
	 * The names of the hosted Chat API.
	 * @return the defaults
	 */
	public static WireSettings defaults() {
		return new WireSettings(Paths.defaults(), "X-API-Key", Emits.defaults(), Events.defaults(),
				MessageOrder.NEWEST_FIRST);
	}

	/**
	 * Templates of paths. {@code {projectId}} and {@code {roomId}} are filled in; a
	 * single entity is its collection plus one segment.
	 *
	 * @param project the path that answers with the project of the API key
	 * @param users the users of a project
	 * @param rooms the rooms of a project
	 * @param messages the messages of a room
	 * @param verify the path that verifies a token
	 */
	public record Paths(String project, String users, String rooms, String messages, String verify) {

		/**
		 * The paths of the hosted Chat API.
		 * @return the defaults
		 */
		public static Paths defaults() {
			return new Paths("/api/projects/current", "/api/projects/{projectId}/users",
					"/api/projects/{projectId}/rooms", "/api/projects/{projectId}/rooms/{roomId}/messages",
					"/api/auth/verify");
		}

	}

	/**
	 * Names of the events sent to the server.
	 *
	 * @param joinRoom joins a room
	 * @param leaveRoom leaves a room
	 * @param sendMessage sends a message
	 * @param startTyping tells that the user is typing
	 * @param stopTyping tells that the user stopped typing
	 */
	public record Emits(String joinRoom, String leaveRoom, String sendMessage, String startTyping, String stopTyping) {

		/**
		 * The names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Emits defaults() {
			return new Emits("join_room", "leave_room", "send_message", "start_typing", "stop_typing");
		}

	}

	/**
	 * Names of the events received from the server.
	 *
	 * @param message a message
	 * @param userJoined a user joined
	 * @param userLeft a user left
	 * @param userTyping a user is typing
	 * @param userStoppedTyping a user stopped typing
	 * @param error an error
	 */
	public record Events(String message, String userJoined, String userLeft, String userTyping,
			String userStoppedTyping, String error) {

		/**
		 * The names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Events defaults() {
			return new Events("message", "user_joined", "user_left", "user_typing", "user_stopped_typing", "error");
		}

	}

	/**
	 * Names of query parameters.
	 *
	 * @param page the number of a page
	 * @param limit the number of items on a page
	 * @param externalUserId the external id that users are looked up by
	 */
	public record Query(String page, String limit, String externalUserId) {

		/**
		 * The names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Query defaults() {
			return new Query("page", "limit", "external_user_id");
		}

	}

}
