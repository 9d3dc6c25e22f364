package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Locale;

/**
 * The REST operations of the Chat API: name, method, path, and who may call them.
 */
enum Operation {

	PROJECTS_CURRENT("projects.current", "GET", Resource.PROJECT, "", Access.API_KEY),

	AUTH_VERIFY("auth.verify", "GET", Resource.VERIFY, "", Access.TOKEN),

	USERS_CREATE("users.create", "POST", Resource.USERS, "", Access.API_KEY),

	USERS_LIST("users.list", "GET", Resource.USERS, "", Access.API_KEY),

	USERS_GET("users.get", "GET", Resource.USERS, "/{userId}", Access.API_KEY),

	USERS_UPDATE("users.update", "PATCH", Resource.USERS, "/{userId}", Access.API_KEY),

	USERS_DELETE("users.delete", "DELETE", Resource.USERS, "/{userId}", Access.API_KEY),

	USERS_GENERATE_TOKEN("users.generateToken", "POST", Resource.USERS, "/{userId}/token", Access.API_KEY),

	USERS_REVOKE_TOKEN("users.revokeToken", "DELETE", Resource.USERS, "/{userId}/token", Access.API_KEY),

	ROOMS_LIST("rooms.list", "GET", Resource.ROOMS, "", Access.EITHER),

	ROOMS_CREATE("rooms.create", "POST", Resource.ROOMS, "", Access.API_KEY),

	ROOMS_GET("rooms.get", "GET", Resource.ROOMS, "/{roomId}", Access.EITHER),

	ROOMS_UPDATE("rooms.update", "PATCH", Resource.ROOMS, "/{roomId}", Access.API_KEY),

	ROOMS_DELETE("rooms.delete", "DELETE", Resource.ROOMS, "/{roomId}", Access.API_KEY),

	ROOMS_JOIN("rooms.join", "POST", Resource.ROOMS, "/{roomId}/join", Access.EITHER),

	ROOMS_LEAVE("rooms.leave", "POST", Resource.ROOMS, "/{roomId}/leave", Access.EITHER),

	MESSAGES_LIST("messages.list", "GET", Resource.MESSAGES, "", Access.EITHER),

	MESSAGES_CREATE("messages.create", "POST", Resource.MESSAGES, "", Access.API_KEY),

	MESSAGES_DELETE("messages.delete", "DELETE", Resource.MESSAGES, "/{messageId}", Access.API_KEY);

	private final String id;

	private final String method;

	private final Resource resource;

	private final String suffix;

	private final Access access;

	Operation(String id, String method, Resource resource, String suffix, Access access) {
		this.id = id;
		this.method = method;
		this.resource = resource;
		this.suffix = suffix;
		this.access = access;
	}

	/**
	 * The name, as in {@code messages.list}.
	 * @return the name
	 */
	String id() {
		return this.id;
	}

	/**
	 * The name in settings, as in {@code messages-list}.
	 * @return the name
	 */
	String property() {
		return (this == PROJECTS_CURRENT) ? "project-lookup" : name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String method() {
		return this.method;
	}

	Resource resource() {
		return this.resource;
	}

	/**
	 * What comes after the path of the resource.
	 * @return further segments, each with its slash, maybe none
	 */
	String suffix() {
		return this.suffix;
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

	/**
	 * What has a path of its own.
	 */
	enum Resource {

		PROJECT("/api/projects/current"),

		VERIFY("/api/auth/verify"),

		USERS("/api/projects/{projectId}/users"),

		ROOMS("/api/projects/{projectId}/rooms"),

		MESSAGES("/api/projects/{projectId}/rooms/{roomId}/messages");

		private final String template;

		Resource(String template) {
			this.template = template;
		}

		String template() {
			return this.template;
		}

	}

}
