package io.github.tegrabox.chat.internal.wire;

import java.util.regex.Pattern;

/**
 * Names of headers, query parameters and fields.
 */
public final class Names {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

	private Names() {
	}

	/**
	 * Returns whether a text is valid as such a name.
	 * @param text the text
	 * @return whether it is valid
	 */
	public static boolean isPlain(String text) {
		return PLAIN.matcher(text).matches();
	}

}
