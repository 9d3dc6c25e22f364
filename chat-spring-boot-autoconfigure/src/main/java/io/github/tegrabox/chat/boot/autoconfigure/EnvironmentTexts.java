package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.StringUtils;

/**
 * Texts of the environment, before they are bound.
 */
final class EnvironmentTexts {

	private EnvironmentTexts() {
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
