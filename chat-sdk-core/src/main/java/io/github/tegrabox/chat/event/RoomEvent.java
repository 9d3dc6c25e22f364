package io.github.tegrabox.chat.event;

/**
 * Event that happens in a room.
 */
public sealed interface RoomEvent extends ChatEvent permits UserEvent, MessageGap {

	/**
	 * Returns the id of the room.
	 * @return the id
	 */
	String roomId();

}
