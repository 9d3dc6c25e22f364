package io.github.tegrabox.chat.internal.auth;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * JWT with what a client may read of it. Like any {@link Secret} it has no property, is
 * not serializable, and {@link #toString()} masks it.
 */
public final class Token {

	private final Secret secret;

	private final @Nullable Instant expiresAt;

	private final @Nullable String userId;

	/**
	 * Creates a token.
	 * @param value the JWT
	 * @param expiresAt its {@code exp}, if it has a readable one
	 * @throws IllegalArgumentException if no header can carry the value
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
	 * A token whose claims are read from the JWT.
	 * @param jwt the JWT
	 * @return the token
	 * @throws IllegalArgumentException if no header can carry the value
	 */
	public static Token of(@Nullable String jwt) {
		Secret secret = Secret.of(jwt, "JWT");
		return new Token(secret, JwtClaims.read(secret.value()));
	}

	/**
	 * Returns the JWT in the clear, to be put into a request and nowhere else.
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
	 * @return its {@code exp}, or {@code null} if it has no readable one
	 */
	public @Nullable Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Returns who the token is of.
	 * @return the id of the user, or {@code null} if the JWT does not tell
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
