package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import io.github.tegrabox.chat.model.AuthInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Draft of what the server says about a token.
 */
final class AuthDraft extends Draft<AuthInfo> {

	/** Anything that is present and does not say yes means no. */
	private @Nullable Boolean valid;

	private @Nullable String userId;

	private @Nullable String id;

	/** An id at the top level, which may belong to anything. */
	private @Nullable String topId;

	private boolean hasUser;

	private @Nullable String projectId;

	private @Nullable String username;

	private @Nullable String externalUserId;

	private @Nullable Instant expiresAt;

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "valid" -> this.valid = Boolean.TRUE.equals(Values.flag(parser));
			case "user" -> user(parser);
			case "id" -> this.topId = Values.id(parser);
			case "expires_at", "expiresAt" -> this.expiresAt = Times.read(parser);
			default -> userField(name, parser);
		}
	}

	private void user(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		this.hasUser = true;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			if (name.equals("id")) {
				this.id = Values.id(parser);
			}
			else {
				userField(name, parser);
			}
		}
	}

	/**
	 * Reads a field of the user, which is at the top level if there is only the user.
	 */
	private void userField(String name, JsonParser parser) {
		switch (name) {
			case "user_id", "userId" -> this.userId = Values.id(parser);
			case "project_id", "projectId" -> this.projectId = Values.id(parser);
			case "username" -> this.username = Values.text(parser);
			case "external_user_id", "externalUserId" -> this.externalUserId = Values.text(parser);
			default -> parser.skipChildren();
		}
	}

	@Override
	@Nullable AuthInfo build() {
		String subject = (this.userId != null) ? this.userId : isUserAlone() ? this.topId : this.id;
		if (subject == null) {
			return null;
		}
		AuthInfo.User user = new AuthInfo.User(subject, this.projectId, this.username, this.externalUserId);
		// A server that names the token's user without saying whether the token is valid
		// takes it to be valid.
		return new AuthInfo(this.valid == null || this.valid, user, this.expiresAt);
	}

	/**
	 * Returns whether the object with an id is a user, which its name shows.
	 */
	private boolean isUserAlone() {
		return !this.hasUser && (this.username != null || this.externalUserId != null);
	}

	@Override
	AuthInfo around(AuthInfo enveloped) {
		return Boolean.FALSE.equals(this.valid) ? new AuthInfo(false, enveloped.user(), enveloped.expiresAt())
				: enveloped;
	}

	@Override
	String missing() {
		return "user.userId";
	}

	@Override
	String problem(String kind) {
		return Boolean.FALSE.equals(this.valid) ? "The server says that the token is not valid, and not whose it is"
				: super.problem(kind);
	}

}
