package io.github.tegrabox.chat.internal.http;

import org.springframework.http.HttpMethod;

/**
 * Operation of the wire: its method and the credential it takes.
 */
enum Operation {

	USERS_CREATE("users.create", "POST", Credential.API_KEY),

	USERS_LIST("users.list", "GET", Credential.API_KEY),

	USERS_GET("users.get", "GET", Credential.API_KEY),

	USERS_UPDATE("users.update", "PATCH", Credential.API_KEY),

	USERS_DELETE("users.delete", "DELETE", Credential.API_KEY),

	USERS_GENERATE_TOKEN("users.generateToken", "POST", Credential.API_KEY),

	USERS_REVOKE_TOKEN("users.revokeToken", "DELETE", Credential.API_KEY),

	ROOMS_LIST("rooms.list", "GET", Credential.ANY),

	ROOMS_CREATE("rooms.create", "POST", Credential.API_KEY),

	ROOMS_GET("rooms.get", "GET", Credential.ANY),

	ROOMS_JOIN("rooms.join", "POST", Credential.JWT),

	ROOMS_JOIN_AS("rooms.join", "POST", Credential.API_KEY),

	ROOMS_LEAVE("rooms.leave", "POST", Credential.JWT),

	ROOMS_LEAVE_AS("rooms.leave", "POST", Credential.API_KEY),

	ROOMS_UPDATE("rooms.update", "PATCH", Credential.API_KEY),

	ROOMS_DELETE("rooms.delete", "DELETE", Credential.API_KEY),

	MESSAGES_LIST("messages.list", "GET", Credential.ANY),

	MESSAGES_CREATE("messages.create", "POST", Credential.API_KEY),

	MESSAGES_DELETE("messages.delete", "DELETE", Credential.API_KEY),

	AUTH_VERIFY("auth.verify", "GET", Credential.JWT),

	PROJECT("projects.current", "GET", Credential.API_KEY);

	private final String label;

	private final String method;

	private final Credential credential;

	Operation(String label, String method, Credential credential) {
		this.label = label;
		this.method = method;
		this.credential = credential;
	}

	/**
	 * The name in the contract, such as {@code users.get}.
	 */
	String label() {
		return this.label;
	}

	HttpMethod method() {
		return HttpMethod.valueOf(this.method);
	}

	Credential credential() {
		return this.credential;
	}

	boolean isRead() {
		return this.method.equals("GET");
	}

	/**
	 * Credential that an operation takes.
	 */
	enum Credential {

		/**
		 * The API key and nothing else.
		 */
		API_KEY,

		/**
		 * A JWT and nothing else.
		 */
		JWT,

		/**
		 * The API key if there is one, else a JWT.
		 */
		ANY

	}

}
