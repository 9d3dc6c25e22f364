package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * Something that the socket reports: an event of a room or of the connection.
 */
public sealed interface ChatEvent
		permits RoomEvent, SocketError, SocketConnected, SocketDisconnected, UnknownChatEvent {

	/**
	 * Returns when this process received the event, by its own clock.
	 * @return the time
	 */
	Instant receivedAt();

	/**
	 * Returns the kind of the event, as the tag {@code type} of the meters has it.
	 * @return the kind, such as {@code message}
	 */
	String type();

}
