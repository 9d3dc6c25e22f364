package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.wire.WireOperation;

/**
 * Operation of the API, with the kind of credential that it needs.
 */
enum Operation {

	USERS_CREATE("users.create", WireOperation.USERS_CREATE, false, Credential.API_KEY),

	USERS_LIST("users.list", WireOperation.USERS_LIST, true, Credential.API_KEY),

	USERS_GET("users.get", WireOperation.USERS_GET, true, Credential.API_KEY),

	USERS_UPDATE("users.update", WireOperation.USERS_UPDATE, false, Credential.API_KEY),

	USERS_DELETE("users.delete", WireOperation.USERS_DELETE, false, Credential.API_KEY),

	USERS_GENERATE_TOKEN("users.generateToken", WireOperation.USERS_GENERATE_TOKEN, false, Credential.API_KEY),

	USERS_REVOKE_TOKEN("users.revokeToken", WireOperation.USERS_REVOKE_TOKEN, false, Credential.API_KEY),

	ROOMS_LIST("rooms.list", WireOperation.ROOMS_LIST, true, Credential.ANY),

	ROOMS_CREATE("rooms.create", WireOperation.ROOMS_CREATE, false, Credential.API_KEY),

	ROOMS_GET("rooms.get", WireOperation.ROOMS_GET, true, Credential.ANY),

	ROOMS_JOIN("rooms.join", WireOperation.ROOMS_JOIN, false, Credential.JWT),

	ROOMS_JOIN_AS("rooms.join", WireOperation.ROOMS_JOIN, false, Credential.API_KEY),

	ROOMS_LEAVE("rooms.leave", WireOperation.ROOMS_LEAVE, false, Credential.JWT),

	ROOMS_LEAVE_AS("rooms.leave", WireOperation.ROOMS_LEAVE, false, Credential.API_KEY),

	ROOMS_UPDATE("rooms.update", WireOperation.ROOMS_UPDATE, false, Credential.API_KEY),

	ROOMS_DELETE("rooms.delete", WireOperation.ROOMS_DELETE, false, Credential.API_KEY),

	MESSAGES_LIST("messages.list", WireOperation.MESSAGES_LIST, true, Credential.ANY),

	MESSAGES_CREATE("messages.create", WireOperation.MESSAGES_CREATE, false, Credential.API_KEY),

	MESSAGES_DELETE("messages.delete", WireOperation.MESSAGES_DELETE, false, Credential.API_KEY),

	AUTH_VERIFY("auth.verify", WireOperation.AUTH_VERIFY, true, Credential.JWT),

	PROJECT("projects.current", WireOperation.PROJECT_LOOKUP, true, Credential.API_KEY);

	private final String label;

	private final WireOperation wire;

	private final boolean read;

	private final Credential credential;

	Operation(String label, WireOperation wire, boolean read, Credential credential) {
		this.label = label;
		this.wire = wire;
		this.read = read;
		this.credential = credential;
	}

	/**
	 * Returns the name in the contract, such as {@code users.get}.
	 */
	String label() {
		return this.label;
	}

	/**
	 * Returns the wire operation, which determines method, path and names.
	 */
	WireOperation wire() {
		return this.wire;
	}

	Credential credential() {
		return this.credential;
	}

	/**
	 * Returns whether the operation changes nothing, whatever its HTTP method.
	 */
	boolean isRead() {
		return this.read;
	}

	/**
	 * Kind of credential that an operation needs.
	 */
	enum Credential {

		/**
		 * Only the API key.
		 */
		API_KEY,

		/**
		 * Only a JWT.
		 */
		JWT,

		/**
		 * The API key if there is one, else a JWT.
		 */
		ANY

	}

}
