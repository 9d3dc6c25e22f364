package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Token with which a user connects: a credential, so {@link #toString()} masks it.
 *
 * @param token the JWT
 * @param userId the id of the user it speaks for, if known
 * @param expiresAt when it expires, if known
 */
public record TokenResponse(String token, @Nullable String userId, @Nullable Instant expiresAt) {

	@Override
	public String toString() {
		return "TokenResponse[token=***, userId=" + this.userId + ", expiresAt=" + this.expiresAt + ']';
	}

}
