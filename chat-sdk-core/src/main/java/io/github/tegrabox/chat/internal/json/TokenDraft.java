package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import io.github.tegrabox.chat.model.TokenResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Draft of an issued token.
 */
final class TokenDraft extends Draft<TokenResponse> {

	private @Nullable String token;

	/** The token under a name that other servers give it. */
	private @Nullable String otherToken;

	private @Nullable String userId;

	private @Nullable Instant expiresAt;

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "token" -> this.token = Values.presentText(parser);
			case "access_token", "accessToken", "jwt" -> this.otherToken = Values.presentText(parser);
			case "user_id", "userId" -> this.userId = Values.text(parser);
			case "expires_at", "expiresAt" -> this.expiresAt = Times.read(parser);
			default -> parser.skipChildren();
		}
	}

	@Override
	@Nullable TokenResponse build() {
		String found = (this.token != null) ? this.token : this.otherToken;
		return (found == null) ? null : new TokenResponse(found, this.userId, this.expiresAt);
	}

	@Override
	String missing() {
		return "token";
	}

}
