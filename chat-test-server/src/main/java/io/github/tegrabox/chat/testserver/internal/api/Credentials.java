package io.github.tegrabox.chat.testserver.internal.api;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;

/**
 * Checks the one credential a request carries.
 */
final class Credentials {

	private static final int MAX_TOKEN_LENGTH = 8192;

	private final Settings settings;

	private final Tokens tokens;

	private final Dialect dialect;

	Credentials(Settings settings, Tokens tokens) {
		this.settings = settings;
		this.tokens = tokens;
		this.dialect = settings.dialect();
	}

	Caller check(Operation operation, HttpRequest request) {
		String field = (operation == Operation.AUTH_VERIFY) ? this.dialect.tokenField() : null;
		if (field != null) {
			return user(operation.access(), token(field, request));
		}
		String key = this.dialect.apiKey().read(request.headers());
		String jwt = this.dialect.jwt().read(request.headers());
		boolean sameHeader = this.dialect.apiKey().name().equalsIgnoreCase(this.dialect.jwt().name());
		if (key != null && jwt != null && sameHeader) {
			return this.settings.isApiKey(key) ? project(operation.access(), key) : user(operation.access(), jwt);
		}
		if (request.headers().first(this.dialect.apiKey().name()) != null
				&& request.headers().first(this.dialect.jwt().name()) != null && !sameHeader) {
			throw new ApiException(400, "two_credentials", "A request carries one credential, never both.");
		}
		if (key != null) {
			return project(operation.access(), key);
		}
		if (jwt != null) {
			return user(operation.access(), jwt);
		}
		if (request.headers().first(this.dialect.jwt().name()) != null) {
			throw new ApiException(401, Tokens.INVALID,
					"The header " + this.dialect.jwt().name() + " holds no credential of the form expected.");
		}
		throw switch (operation.access()) {
			case API_KEY -> new ApiException(401, "api_key_missing", "An API key is required.");
			case TOKEN -> new ApiException(401, Tokens.MISSING, "A token is required.");
			case EITHER -> new ApiException(401, "credentials_missing", "An API key or a token is required.");
		};
	}

	private static String token(String field, HttpRequest request) {
		Fields fields = Fields.parse(request.body(), (name) -> field);
		String token = fields.required(field, MAX_TOKEN_LENGTH);
		fields.check();
		return token;
	}

	private Caller project(Operation.Access access, String given) {
		if (!this.settings.isApiKey(given)) {
			throw new ApiException(401, "api_key_invalid", "The API key is not valid.");
		}
		if (access == Operation.Access.TOKEN) {
			throw new ApiException(403, "token_required", "This operation takes a user's token, not the API key.");
		}
		return Caller.PROJECT;
	}

	private Caller user(Operation.Access access, String jwt) {
		VerifiedToken token = this.tokens.verify(jwt);
		if (access == Operation.Access.API_KEY) {
			throw new ApiException(403, "api_key_required", "This operation takes the API key, not a user's token.");
		}
		return new Caller(token);
	}

}
