package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Masks credentials in a server's text that quotes them: those of the client, and
 * anything that looks like a JWT.
 *
 * @param apiKey the API key of the client, if it has one
 * @param credential the credential of the request
 */
record Redaction(@Nullable Secret apiKey, Secret credential) {

	String apply(String text) {
		String result = this.credential.redact(text);
		if (this.apiKey != null) {
			result = this.apiKey.redact(result);
		}
		return Secret.redactTokens(result);
	}

}
