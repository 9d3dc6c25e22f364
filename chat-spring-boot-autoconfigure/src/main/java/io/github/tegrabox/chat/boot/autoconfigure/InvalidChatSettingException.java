package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Property with a value that the client refuses.
 */
class InvalidChatSettingException extends RuntimeException {

	private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]");

	InvalidChatSettingException(String message) {
		super(message);
	}

	InvalidChatSettingException(String message, IllegalArgumentException cause) {
		super(message, cause);
	}

	/**
	 * Makes settings of properties.
	 * @param <T> the type of the settings
	 * @param prefix the prefix of the properties that they are made of
	 * @param settings makes the settings; what it throws begins with the name of one of
	 * them
	 * @return the settings
	 * @throws InvalidChatSettingException if they make no sense
	 */
	static <T> T check(String prefix, Supplier<T> settings) {
		try {
			return settings.get();
		}
		catch (IllegalArgumentException ex) {
			String kebab = HUMP.matcher(String.valueOf(ex.getMessage()))
				.replaceAll((hump) -> '-' + hump.group().toLowerCase(Locale.ROOT));
			throw new InvalidChatSettingException(kebab.replaceFirst("^(\\S+)", "'" + prefix + ".$1'"), ex);
		}
	}

}
