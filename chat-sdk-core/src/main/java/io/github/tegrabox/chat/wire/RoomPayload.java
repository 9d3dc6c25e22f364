package io.github.tegrabox.chat.wire;

/**
 * What socket events carry that only name a room: joining, leaving, typing.
 */
public enum RoomPayload {

	/**
	 * An object with the id in it.
	 */
	OBJECT,

	/**
	 * The bare id.
	 */
	ID

}
