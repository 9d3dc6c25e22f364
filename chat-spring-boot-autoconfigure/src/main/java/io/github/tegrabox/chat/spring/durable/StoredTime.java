package io.github.tegrabox.chat.spring.durable;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Conversion of times that are stored in epoch milliseconds.
 */
final class StoredTime {

	private StoredTime() {
	}

	/**
	 * Reads a time.
	 * @param text the stored text
	 * @return the time, {@code null} if the text is not a time
	 */
	static @Nullable Instant of(String text) {
		try {
			return Instant.ofEpochMilli(Long.parseLong(text));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
