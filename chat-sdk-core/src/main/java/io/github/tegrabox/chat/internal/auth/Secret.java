package io.github.tegrabox.chat.internal.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Credential that a header can carry. Shows itself to no log, debugger label or
 * serializer: it has no property, is not serializable, and {@link #toString()} masks it.
 */
public final class Secret {

	private static final String MASK = "***";

	/** Every JWT begins like this, since its header is a JSON object. */
	private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

	/**
	 * Shorter ones would blot out ordinary words.
	 */
	private static final int MIN_REDACTED = 8;

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/**
	 * A credential. White space around it, as the last line of a file has it, is none of
	 * it.
	 * @param value the value: visible ASCII characters only
	 * @param name what the value is, for the message
	 * @return the credential
	 * @throws IllegalArgumentException if no header can carry the value; the message does
	 * not tell it
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
	 * Returns the credential in the clear, to be put into a request and nowhere else.
	 * @return the value
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Masks this credential in words of another origin, such as a server's that quotes
	 * it.
	 * @param text the text
	 * @return the text without the credential, be it plain, escaped for JSON or for URLs
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
	 * Masks whatever looks like a JWT in words of another origin.
	 * @param text the text
	 * @return the text without any
	 */
	public static String redactTokens(String text) {
		return JWT.matcher(text).replaceAll(MASK);
	}

	@Override
	public String toString() {
		return MASK;
	}

}
