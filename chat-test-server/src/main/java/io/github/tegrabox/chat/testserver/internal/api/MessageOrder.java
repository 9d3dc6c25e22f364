package io.github.tegrabox.chat.testserver.internal.api;

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
	OLDEST_FIRST

}
