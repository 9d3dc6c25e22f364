package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;

/**
 * A token that was just signed.
 *
 * @param value the JWT, a secret
 * @param expiresAt when it expires
 */
record IssuedToken(String value, Instant expiresAt) {

	@Override
	public String toString() {
		return "IssuedToken[expiresAt=" + this.expiresAt + "]";
	}

}
