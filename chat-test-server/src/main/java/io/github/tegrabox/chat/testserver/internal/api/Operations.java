package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Map;

/**
 * All operations of the REST API.
 */
final class Operations {

	private final UserOperations users;

	private final RoomOperations rooms;

	private final MessageOperations messages;

	private final ChatStore store;

	private final Json json;

	private final Project project;

	private final Dialect dialect;

	Operations(ChatStore store, Tokens tokens, LiveSockets live, Settings settings) {
		this.store = store;
		this.json = new Json(settings.dialect());
		this.dialect = settings.dialect();
		this.project = settings.project();
		this.users = new UserOperations(store, tokens, this.json, live);
		this.rooms = new RoomOperations(store, this.json, live);
		this.messages = new MessageOperations(store, this.json, live, settings::messageOrder);
	}

	Result apply(Call call) {
		checkProject(call);
		return switch (call.operation()) {
			case PROJECTS_CURRENT -> Result.ok(this.json.answer(this.json.project(this.project)));
			case AUTH_VERIFY -> verify(call);
			case USERS_CREATE -> this.users.create(call);
			case USERS_LIST -> this.users.list(call);
			case USERS_GET -> this.users.get(call);
			case USERS_UPDATE -> this.users.update(call);
			case USERS_DELETE -> this.users.delete(call);
			case USERS_GENERATE_TOKEN -> this.users.generateToken(call);
			case USERS_REVOKE_TOKEN -> this.users.revokeToken(call);
			case ROOMS_LIST -> this.rooms.list(call);
			case ROOMS_CREATE -> this.rooms.create(call);
			case ROOMS_GET -> this.rooms.get(call);
			case ROOMS_JOIN -> this.rooms.join(call);
			case ROOMS_LEAVE -> this.rooms.leave(call);
			case MESSAGES_LIST -> this.messages.list(call);
			case MESSAGES_CREATE -> this.messages.create(call);
			case ROOMS_UPDATE, ROOMS_DELETE, MESSAGES_DELETE ->
				throw new ApiException(501, "not_implemented", "Coming soon.");
		};
	}

	private void checkProject(Call call) {
		String inPath = call.variables().get("projectId");
		if (inPath != null && !inPath.equals(this.project.id())) {
			throw ApiException.notFound("project");
		}
		Place place = this.dialect.project();
		boolean elsewhere = place.is("header") || place.is("query");
		if (!elsewhere || call.operation() == Operation.PROJECTS_CURRENT || call.operation() == Operation.AUTH_VERIFY) {
			return;
		}
		String given = place.is("header") ? call.request().headers().first(place.name()) : call.parameter(place.name());
		if (given == null) {
			throw new ApiException(400, "project_missing",
					"The id of the project is required: " + place.kind() + " " + place.name() + ".");
		}
		if (!given.equals(this.project.id())) {
			throw ApiException.notFound("project");
		}
	}

	private Result verify(Call call) {
		VerifiedToken token = call.caller().token();
		if (token == null) {
			throw new ApiException(401, Tokens.MISSING, "A token is required.", Map.of());
		}
		User user = this.store.user(token.userId());
		return Result.ok(this.json.answer(this.json.authInfo(user, this.project.id(), token.expiresAt())));
	}

}
