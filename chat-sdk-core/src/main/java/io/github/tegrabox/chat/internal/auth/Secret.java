package io.github.tegrabox.chat.internal.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A credential that can be sent in a header. Loggers, debugger labels and serializers do
 * not see it: it has no property, is not serializable, and {@link #toString()} masks it.
 */
public final class Secret {

	private static final String MASK = "***";

	/** The form of a JWT, which begins like this since its header is a JSON object. */
	private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

	/**
	 * Shorter values are not redacted, since they would mask ordinary words.
	 */
	private static final int MIN_REDACTED = 8;

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/**
	 * Creates a credential. White space around the value, such as the line break at the
	 * end of a file, is removed.
	 * @param value the value: visible ASCII characters only
	 * @param name the name of the credential for the exception's message
	 * @return the credential
	 * @throws IllegalArgumentException if the value cannot be sent in a header; the
	 * message does not contain the value
	 */
	public static Secret of(@Nullable String value, String name) {
		String stripped = (value != null) ? value.strip() : "";
		if (stripped.isEmpty()) {
			throw new IllegalArgumentException("The " + name + " is empty");
		}
		for (int i = 0; i < stripped.length(); i++) {
			char character = stripped.charAt(i);
			if (character <= ' ' || character > '~') {
				throw new IllegalArgumentException("The " + name + " holds " + describe(character)
						+ ", which no header can carry; look for stray white space within it");
			}
		}
		return new Secret(stripped);
	}

	private static String describe(char character) {
		if (Character.isWhitespace(character)) {
			return "white space";
		}
		return (character > '~') ? "a character beyond ASCII" : "a control character";
	}

	/**
	 * Returns the credential in plain text, only to be put into a request.
	 * @return the value
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Masks this credential in a text of another origin, such as a server's message that
	 * quotes it.
	 * @param text the text
	 * @return the text without the credential, whether plain or escaped for JSON or for
	 * URLs
	 */
	public String redact(String text) {
		if (this.value.length() < MIN_REDACTED || text.isEmpty()) {
			return text;
		}
		String result = text.replace(this.value, MASK);
		result = result.replace(this.value.replace("\\", "\\\\").replace("\"", "\\\""), MASK);
		return result.replace(URLEncoder.encode(this.value, StandardCharsets.US_ASCII), MASK);
	}

	/**
	 * Masks everything that looks like a JWT in a text of another origin.
	 * @param text the text
	 * @return the text without JWTs
	 */
	public static String redactTokens(String text) {
		return JWT.matcher(text).replaceAll(MASK);
	}

	@Override
	public String toString() {
		return MASK;
	}

}
