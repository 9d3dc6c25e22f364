package io.github.tegrabox.chat.testserver.internal.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.testserver.internal.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Header that carries a credential.
 *
 * @param name the name of the header
 * @param prefix what stands before the credential
 */
record CredentialHeader(String name, String prefix) {

	private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z0-9_.-]+):\\s*([^{}]*)\\{(key|token)}\\s*");

	static CredentialHeader parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"it must be a header, as in 'X-API-Key: {key}' or 'Authorization: Bearer {token}'");
		}
		return new CredentialHeader(matcher.group(1), matcher.group(2));
	}

	/**
	 * The credential of a request.
	 * @return the credential, or {@code null} if the header is not there or has another
	 * form
	 */
	@Nullable String read(HttpHeaders headers) {
		String value = headers.first(this.name);
		if (value == null || !value.regionMatches(true, 0, this.prefix, 0, this.prefix.length())) {
			return null;
		}
		return value.substring(this.prefix.length()).strip();
	}

}
