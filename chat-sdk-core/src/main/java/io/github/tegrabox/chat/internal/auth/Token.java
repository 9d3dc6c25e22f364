package io.github.tegrabox.chat.internal.auth;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A JWT with the claims that a client may read. Like any {@link Secret} it has no
 * property, is not serializable, and {@link #toString()} masks it.
 */
public final class Token {

	private final Secret secret;

	private final @Nullable Instant expiresAt;

	private final @Nullable String userId;

	/**
	 * Creates a token.
	 * @param value the JWT
	 * @param expiresAt its {@code exp}, if it has a readable one
	 * @throws IllegalArgumentException if the value cannot be sent in a header
	 */
	public Token(String value, @Nullable Instant expiresAt) {
		this(Secret.of(value, "JWT"), new JwtClaims(expiresAt, null));
	}

	private Token(Secret secret, JwtClaims claims) {
		this.secret = secret;
		this.expiresAt = claims.expiresAt();
		this.userId = claims.userId();
	}

	/**
	 * Creates a token with the claims of the JWT.
	 * @param jwt the JWT
	 * @return the token
	 * @throws IllegalArgumentException if the JWT cannot be sent in a header
	 */
	public static Token of(@Nullable String jwt) {
		Secret secret = Secret.of(jwt, "JWT");
		return new Token(secret, JwtClaims.read(secret.value()));
	}

	/**
	 * Returns the JWT in plain text, only to be put into a request.
	 * @return the value
	 */
	public String value() {
		return this.secret.value();
	}

	/**
	 * Returns the JWT as a credential.
	 * @return the credential
	 */
	public Secret secret() {
		return this.secret;
	}

	/**
	 * Returns when the token expires.
	 * @return its {@code exp}, or {@code null} if there is none or it is unreadable
	 */
	public @Nullable Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Returns the id of the token's user.
	 * @return the id of the user, or {@code null} if the JWT does not contain it
	 */
	public @Nullable String userId() {
		return this.userId;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Token token && value().equals(token.value())
				&& Objects.equals(this.expiresAt, token.expiresAt);
	}

	@Override
	public int hashCode() {
		return value().hashCode();
	}

	@Override
	public String toString() {
		return "Token[value=" + this.secret + ", expiresAt=" + this.expiresAt + ']';
	}

}
