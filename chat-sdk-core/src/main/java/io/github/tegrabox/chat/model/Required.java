package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Check of required text.
 */
final class Required {

	private Required() {
	}

	static String text(@Nullable String value, String name) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(name + " must not be blank");
		}
		return value;
	}

}
