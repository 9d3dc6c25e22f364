package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * Something that the socket reports: an event of a room or of the connection.
 */
public sealed interface ChatEvent permits MessageReceived, UserJoined, UserLeft, UserTyping, UserStoppedTyping,
		SocketError, SocketConnected, SocketDisconnected, MessageGap, UnknownChatEvent {

	/**
	 * Returns when this process received the event, by its own clock.
	 * @return the time
	 */
	Instant receivedAt();

}
