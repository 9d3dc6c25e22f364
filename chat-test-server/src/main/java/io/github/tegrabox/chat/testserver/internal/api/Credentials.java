package io.github.tegrabox.chat.testserver.internal.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/**
 * Checks the one credential a request carries.
 */
final class Credentials {

	private static final String BEARER = "Bearer ";

	private final byte[] apiKey;

	private final Tokens tokens;

	Credentials(String apiKey, Tokens tokens) {
		this.apiKey = apiKey.getBytes(StandardCharsets.UTF_8);
		this.tokens = tokens;
	}

	Caller check(Operation.Access access, @Nullable String apiKey, @Nullable String authorization) {
		if (apiKey != null && authorization != null) {
			throw new ApiException(400, "two_credentials", "A request carries one credential, never both.");
		}
		if (apiKey != null) {
			return project(access, apiKey);
		}
		if (authorization != null) {
			return user(access, authorization);
		}
		throw switch (access) {
			case API_KEY -> new ApiException(401, "api_key_missing", "An API key is required.");
			case TOKEN -> new ApiException(401, Tokens.MISSING, "A token is required.");
			case EITHER -> new ApiException(401, "credentials_missing", "An API key or a token is required.");
		};
	}

	private Caller project(Operation.Access access, String given) {
		if (!MessageDigest.isEqual(this.apiKey, given.getBytes(StandardCharsets.UTF_8))) {
			throw new ApiException(401, "api_key_invalid", "The API key is not valid.");
		}
		if (access == Operation.Access.TOKEN) {
			throw new ApiException(403, "token_required", "This operation takes a user's token, not the API key.");
		}
		return Caller.PROJECT;
	}

	private Caller user(Operation.Access access, String authorization) {
		if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			throw new ApiException(401, Tokens.INVALID, "The Authorization header holds no bearer token.");
		}
		VerifiedToken token = this.tokens.verify(authorization.substring(BEARER.length()).strip());
		if (access == Operation.Access.API_KEY) {
			throw new ApiException(403, "api_key_required", "This operation takes the API key, not a user's token.");
		}
		return new Caller(token);
	}

}
