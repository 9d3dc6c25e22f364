package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.StringUtils;

/**
 * Texts of the environment.
 */
final class EnvironmentTexts {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}:]+}");

	private EnvironmentTexts() {
	}

	/**
	 * Returns the first placeholder of a text, which Spring Boot leaves as it is when
	 * nothing fills it in.
	 */
	static @Nullable String unfilled(String text) {
		Matcher placeholder = PLACEHOLDER.matcher(text);
		return placeholder.find() ? placeholder.group() : null;
	}

	/**
	 * Returns whether a property has a text. So it has with a placeholder that nothing
	 * fills in, which is told when the property is bound.
	 */
	static boolean has(Environment environment, String property) {
		try {
			return StringUtils.hasText(environment.getProperty(property));
		}
		catch (PlaceholderResolutionException ex) {
			return true;
		}
	}

}
