package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The operations on users.
 */
final class UserOperations {

	private static final int NAME_LENGTH = 255;

	private static final int STATUS_LENGTH = 50;

	private static final long LONGEST_TOKEN_LIFE = Duration.ofDays(365).toSeconds();

	private final ChatStore store;

	private final Tokens tokens;

	private final Json json;

	private final LiveSockets live;

	UserOperations(ChatStore store, Tokens tokens, Json json, LiveSockets live) {
		this.store = store;
		this.tokens = tokens;
		this.json = json;
		this.live = live;
	}

	Result create(Call call) {
		Fields fields = call.fields();
		NewUser input = new NewUser(fields.required("username", NAME_LENGTH),
				fields.required("external_user_id", NAME_LENGTH), fields.optional("display_name", NAME_LENGTH),
				fields.optionalEmail("email"));
		fields.check();
		return Result.created(this.json.answer(this.json.user(this.store.createUser(input))));
	}

	Result list(Call call) {
		return Result
			.ok(this.json.page(this.store.users(call.page(), call.parameter(call.dialect().name("external_user_id"))),
					this.json::user));
	}

	Result get(Call call) {
		return Result.ok(this.json.answer(this.json.user(this.store.user(call.userId(this.store)))));
	}

	Result update(Call call) {
		Fields fields = call.fields();
		fields.requireOneOf("username", "display_name", "email", "status");
		String username = fields.has("username") ? fields.required("username", NAME_LENGTH) : null;
		String status = fields.has("status") ? fields.required("status", STATUS_LENGTH) : null;
		String displayName = fields.optional("display_name", NAME_LENGTH);
		String email = fields.optionalEmail("email");
		fields.check();
		User updated = this.store.updateUser(call.userId(this.store),
				(user) -> new User(user.id(), or(username, user.username()), user.externalUserId(),
						fields.has("display_name") ? displayName : user.displayName(),
						fields.has("email") ? email : user.email(), or(status, user.status()), user.createdAt(),
						user.updatedAt()));
		return Result.ok(this.json.answer(this.json.user(updated)));
	}

	Result delete(Call call) {
		String userId = call.userId(this.store);
		this.store.deleteUser(userId);
		this.live.disconnectRevoked(userId);
		return Result.NO_CONTENT;
	}

	Result generateToken(Call call) {
		Long seconds = null;
		if (call.hasBody()) {
			Fields fields = call.fields();
			seconds = fields.optionalNumber("expires_in", 1, LONGEST_TOKEN_LIFE);
			fields.check();
		}
		String userId = call.userId(this.store);
		IssuedToken token = this.tokens.issue(userId, (seconds != null) ? Duration.ofSeconds(seconds) : null);
		return Result.ok(this.json.answer(this.json.token(token, userId)));
	}

	Result revokeToken(Call call) {
		String userId = call.userId(this.store);
		this.store.revokeTokens(userId);
		this.live.disconnectRevoked(userId);
		return Result.NO_CONTENT;
	}

	private static String or(@Nullable String value, String otherwise) {
		return (value != null) ? value : otherwise;
	}

}
