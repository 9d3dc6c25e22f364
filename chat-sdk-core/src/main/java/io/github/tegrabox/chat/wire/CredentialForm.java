package io.github.tegrabox.chat.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header that carries a credential, as in <code>Authorization: Bearer {token}</code>.
 *
 * @param header the name of the header
 * @param prefix what stands before the credential
 * @param suffix what stands after it
 */
public record CredentialForm(String header, String prefix, String suffix) {

	private static final Pattern FORM = Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*([\\x21-\\x7e ]*)");

	static CredentialForm parse(String text, String placeholder) {
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
	 * Puts a credential in.
	 * @param credential the API key or the JWT
	 * @return the value of the header
	 */
	public String value(String credential) {
		return this.prefix + credential + this.suffix;
	}

	/**
	 * Returns the form as it is configured.
	 * @param placeholder <code>{key}</code> or <code>{token}</code>
	 * @return the form
	 */
	public String format(String placeholder) {
		return this.header + ": " + value(placeholder);
	}

}
