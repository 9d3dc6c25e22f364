package io.github.tegrabox.chat.auth;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * JWT with what a client may read of it. {@link #toString()} masks it.
 *
 * @param value the JWT
 * @param expiresAt its {@code exp}, if it has a readable one
 */
public record Token(String value, @Nullable Instant expiresAt) {

	@Override
	public String toString() {
		return "Token[value=***, expiresAt=" + this.expiresAt + ']';
	}

}
