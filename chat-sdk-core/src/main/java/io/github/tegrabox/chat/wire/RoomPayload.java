package io.github.tegrabox.chat.wire;

/**
 * Payload of socket events that only name a room: join, leave and typing.
 */
public enum RoomPayload {

	/**
	 * An object that contains the id.
	 */
	OBJECT,

	/**
	 * The bare id.
	 */
	ID

}
