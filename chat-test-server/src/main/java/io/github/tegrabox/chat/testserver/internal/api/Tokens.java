package io.github.tegrabox.chat.testserver.internal.api;

import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks the users' tokens: JWTs with HS256 and a secret of this server's own.
 * The generation of a user's tokens stands in the token's id ({@code jti}), so that
 * revoking takes effect on every token issued before and on none issued after, also
 * within one second.
 */
final class Tokens {

	static final String MISSING = "token_missing";

	static final String INVALID = "token_invalid";

	static final String EXPIRED = "token_expired";

	static final String REVOKED = "token_revoked";

	private static final Duration DEFAULT_LIFE = Duration.ofHours(1);

	private final byte[] secret = new byte[32];

	private final Settings settings;

	private final ChatStore store;

	Tokens(Settings settings, ChatStore store) {
		this.settings = settings;
		this.store = store;
		new SecureRandom().nextBytes(this.secret);
	}

	IssuedToken issue(String userId, @Nullable Duration asked) {
		int generation = this.store.tokenGeneration(userId);
		Instant now = this.settings.clock().instant();
		Instant expiresAt = wholeSecond(now, life(asked));
		JWTClaimsSet claims = new JWTClaimsSet.Builder().subject(userId)
			.claim("project_id", this.settings.project().id())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(expiresAt))
			.jwtID(generation + "." + UUID.randomUUID())
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).build(), claims);
		try {
			jwt.sign(new MACSigner(this.secret));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("Cannot sign a token", ex);
		}
		return new IssuedToken(jwt.serialize(), expiresAt);
	}

	/**
	 * Checks a token.
	 * @param jwt the token, or {@code null} if there is none
	 * @return what it says
	 * @throws ApiException with status 401 and one of the codes above
	 */
	VerifiedToken verify(@Nullable String jwt) {
		if (jwt == null || jwt.isBlank()) {
			throw refusal(MISSING, "A token is required.");
		}
		JWTClaimsSet claims = claims(jwt);
		String userId = claims.getSubject();
		Date expiry = claims.getExpirationTime();
		if (userId == null || expiry == null || !this.settings.project().id().equals(claims.getClaim("project_id"))) {
			throw refusal(INVALID, "The token is not valid.");
		}
		if (!this.settings.clock().instant().isBefore(expiry.toInstant())) {
			throw refusal(EXPIRED, "The token has expired.");
		}
		VerifiedToken token = new VerifiedToken(userId, generation(claims), expiry.toInstant());
		if (isRevoked(token)) {
			throw refusal(REVOKED, "The token was revoked.");
		}
		return token;
	}

	boolean isRevoked(VerifiedToken token) {
		return !this.store.isTokenGeneration(token.userId(), token.generation());
	}

	private JWTClaimsSet claims(String token) {
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			if (JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) && jwt.verify(new MACVerifier(this.secret))) {
				return jwt.getJWTClaimsSet();
			}
		}
		catch (ParseException | JOSEException | IllegalArgumentException ex) {
			// As good as a wrong signature, and the cause might quote the token.
		}
		throw refusal(INVALID, "The token is not valid.");
	}

	private static int generation(JWTClaimsSet claims) {
		String id = claims.getJWTID();
		try {
			return Integer.parseInt(id.substring(0, id.indexOf('.')));
		}
		catch (RuntimeException ex) {
			throw refusal(INVALID, "The token is not valid.");
		}
	}

	private Duration life(@Nullable Duration asked) {
		Duration longest = this.settings.tokenTtl();
		if (asked == null) {
			return (longest != null) ? longest : DEFAULT_LIFE;
		}
		return (longest != null && longest.compareTo(asked) < 0) ? longest : asked;
	}

	// A JWT counts in seconds: a life is rounded up, so that none is shorter than was
	// asked.
	private static Instant wholeSecond(Instant now, Duration life) {
		Instant end = now.plus(life);
		Instant second = end.truncatedTo(ChronoUnit.SECONDS);
		return (second.equals(end) || life.isNegative() || life.isZero()) ? second : second.plusSeconds(1);
	}

	private static ApiException refusal(String code, String message) {
		return new ApiException(401, code, message);
	}

}
