package io.github.tegrabox.chat.wire;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Style of the field names that are sent. When reading, the client accepts both.
 */
public enum NameStyle {

	/**
	 * As in {@code external_user_id}.
	 */
	SNAKE_CASE,

	/**
	 * As in {@code externalUserId}.
	 */
	CAMEL_CASE;

	private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

	/**
	 * Writes a name in this style.
	 * @param snakeCase the name in snake_case
	 * @return the name
	 */
	public String of(String snakeCase) {
		return (this == SNAKE_CASE) ? snakeCase
				: UNDERSCORE.matcher(snakeCase).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

}
