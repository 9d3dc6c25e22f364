package io.github.tegrabox.chat.spring.durable;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Times as they are stored, in epoch milliseconds.
 */
final class StoredTime {

	private StoredTime() {
	}

	/**
	 * Reads a time.
	 * @param text what is stored
	 * @return the time, {@code null} if it is none
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
