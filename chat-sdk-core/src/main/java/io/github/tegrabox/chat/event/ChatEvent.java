package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * Event that the socket reports: an event of a room or of the connection.
 */
public sealed interface ChatEvent
		permits RoomEvent, SocketError, SocketConnected, SocketDisconnected, UnknownChatEvent {

	/**
	 * Returns when this process received the event, by its own clock.
	 * @return the time
	 */
	Instant receivedAt();

	/**
	 * Returns the kind of the event, which is also the value of the tag {@code type} of
	 * the meters.
	 * @return the kind, such as {@code message}
	 */
	String type();

}
