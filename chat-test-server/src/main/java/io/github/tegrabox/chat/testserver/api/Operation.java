package io.github.tegrabox.chat.testserver.api;

/**
 * The REST operations of the Chat API: name, method, path, and who may call them.
 */
enum Operation {

	PROJECT_GET("project.get", "GET", "/api/projects/current", Access.API_KEY),

	AUTH_VERIFY("auth.verify", "GET", "/api/auth/verify", Access.TOKEN),

	USERS_CREATE("users.create", "POST", "/api/projects/{projectId}/users", Access.API_KEY),

	USERS_LIST("users.list", "GET", "/api/projects/{projectId}/users", Access.API_KEY),

	USERS_GET("users.get", "GET", "/api/projects/{projectId}/users/{userId}", Access.API_KEY),

	USERS_UPDATE("users.update", "PATCH", "/api/projects/{projectId}/users/{userId}", Access.API_KEY),

	USERS_DELETE("users.delete", "DELETE", "/api/projects/{projectId}/users/{userId}", Access.API_KEY),

	USERS_GENERATE_TOKEN("users.generateToken", "POST", "/api/projects/{projectId}/users/{userId}/token",
			Access.API_KEY),

	USERS_REVOKE_TOKEN("users.revokeToken", "DELETE", "/api/projects/{projectId}/users/{userId}/token", Access.API_KEY),

	ROOMS_LIST("rooms.list", "GET", "/api/projects/{projectId}/rooms", Access.EITHER),

	ROOMS_CREATE("rooms.create", "POST", "/api/projects/{projectId}/rooms", Access.API_KEY),

	ROOMS_GET("rooms.get", "GET", "/api/projects/{projectId}/rooms/{roomId}", Access.EITHER),

	ROOMS_UPDATE("rooms.update", "PATCH", "/api/projects/{projectId}/rooms/{roomId}", Access.API_KEY),

	ROOMS_DELETE("rooms.delete", "DELETE", "/api/projects/{projectId}/rooms/{roomId}", Access.API_KEY),

	ROOMS_JOIN("rooms.join", "POST", "/api/projects/{projectId}/rooms/{roomId}/join", Access.EITHER),

	ROOMS_LEAVE("rooms.leave", "POST", "/api/projects/{projectId}/rooms/{roomId}/leave", Access.EITHER),

	MESSAGES_LIST("messages.list", "GET", "/api/projects/{projectId}/rooms/{roomId}/messages", Access.EITHER),

	MESSAGES_CREATE("messages.create", "POST", "/api/projects/{projectId}/rooms/{roomId}/messages", Access.API_KEY),

	MESSAGES_DELETE("messages.delete", "DELETE", "/api/projects/{projectId}/rooms/{roomId}/messages/{messageId}",
			Access.API_KEY);

	private final String id;

	private final String method;

	private final String path;

	private final Access access;

	Operation(String id, String method, String path, Access access) {
		this.id = id;
		this.method = method;
		this.path = path;
		this.access = access;
	}

	/**
	 * The name, as in {@code messages.list}.
	 * @return the name
	 */
	String id() {
		return this.id;
	}

	String method() {
		return this.method;
	}

	String path() {
		return this.path;
	}

	Access access() {
		return this.access;
	}

	/**
	 * The credentials that an operation takes.
	 */
	enum Access {

		API_KEY, TOKEN, EITHER

	}

}
