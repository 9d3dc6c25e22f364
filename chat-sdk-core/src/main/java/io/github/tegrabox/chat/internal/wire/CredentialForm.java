package io.github.tegrabox.chat.internal.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header that carries a credential, as in <code>Authorization: Bearer {token}</code>.
 *
 * @param header the name of the header
 * @param prefix the text before the credential
 * @param suffix the text after the credential
 */
public record CredentialForm(String header, String prefix, String suffix) {

	private static final Pattern FORM = Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*([\\x21-\\x7e ]*)");

	private static final String KEY = "{key}";

	private static final String TOKEN = "{token}";

	/**
	 * Reads the header of the API key.
	 * @param text the form, with <code>{key}</code> exactly once in its value
	 * @return the header
	 * @throws IllegalArgumentException if the form is not valid
	 */
	public static CredentialForm ofKey(String text) {
		return parse(text, KEY);
	}

	/**
	 * Reads the header of the JWT.
	 * @param text the form, with <code>{token}</code> exactly once in its value
	 * @return the header
	 * @throws IllegalArgumentException if the form is not valid
	 */
	public static CredentialForm ofToken(String text) {
		return parse(text, TOKEN);
	}

	private static CredentialForm parse(String text, String placeholder) {
		Matcher matcher = FORM.matcher(text);
		int at = matcher.matches() ? matcher.group(2).indexOf(placeholder) : -1;
		if (at < 0 || matcher.group(2).indexOf('{', at + 1) >= 0) {
			throw new IllegalArgumentException("it must be a header with '" + placeholder
					+ "' in its value once, as in 'Authorization: Bearer " + placeholder + "'");
		}
		String value = matcher.group(2);
		return new CredentialForm(matcher.group(1), value.substring(0, at),
				value.substring(at + placeholder.length()).stripTrailing());
	}

	/**
	 * Returns the header's value for a credential.
	 * @param credential the API key or the JWT
	 * @return the value of the header
	 */
	public String value(String credential) {
		return this.prefix + credential + this.suffix;
	}

	/**
	 * Returns the form as it is configured for the API key.
	 * @return the form
	 */
	public String asKey() {
		return this.header + ": " + value(KEY);
	}

	/**
	 * Returns the form as it is configured for the JWT.
	 * @return the form
	 */
	public String asToken() {
		return this.header + ": " + value(TOKEN);
	}

}
