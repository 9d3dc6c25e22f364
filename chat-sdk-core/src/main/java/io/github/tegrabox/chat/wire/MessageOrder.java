package io.github.tegrabox.chat.wire;

/**
 * Order in which a server lists the messages of a room.
 */
public enum MessageOrder {

	/**
	 * The newest message comes first.
	 */
	NEWEST_FIRST,

	/**
	 * The oldest message comes first.
	 */
	OLDEST_FIRST

}
