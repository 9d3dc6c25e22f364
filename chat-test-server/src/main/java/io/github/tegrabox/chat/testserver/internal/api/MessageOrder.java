package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Locale;

/**
 * The order of a room's history.
 */
public enum MessageOrder {

	/**
	 * The newest message comes first, as the Chat API has it.
	 */
	NEWEST_FIRST,

	/**
	 * The oldest message comes first.
	 */
	OLDEST_FIRST;

	/**
	 * Reads an order.
	 * @param text {@code newest-first} or {@code oldest-first}
	 * @return the order
	 * @throws IllegalArgumentException if it is neither
	 */
	public static MessageOrder parse(String text) {
		return switch (text.toUpperCase(Locale.ROOT).replace('-', '_')) {
			case "NEWEST_FIRST" -> NEWEST_FIRST;
			case "OLDEST_FIRST" -> OLDEST_FIRST;
			default -> throw new IllegalArgumentException(
					"the order of messages must be newest-first or oldest-first, not " + text);
		};
	}

}
