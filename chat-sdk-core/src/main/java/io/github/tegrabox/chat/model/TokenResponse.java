package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Token that a user connects with. It is a credential, so {@link #toString()} masks it.
 *
 * @param token the JWT
 * @param userId the id of the user that it belongs to, or {@code null} if it is not known
 * @param expiresAt when it expires, or {@code null} if that is not known
 */
public record TokenResponse(String token, @Nullable String userId, @Nullable Instant expiresAt) {

	@Override
	public String toString() {
		return "TokenResponse[token=***, userId=" + this.userId + ", expiresAt=" + this.expiresAt + ']';
	}

}
