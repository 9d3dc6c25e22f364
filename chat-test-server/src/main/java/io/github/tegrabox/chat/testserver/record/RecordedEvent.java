package io.github.tegrabox.chat.testserver.record;

import org.jspecify.annotations.Nullable;

/**
 * Event that happened on a socket.
 *
 * @param kind what happened
 * @param socketId the id of the socket, or {@code null} for an event sent to a room
 * @param userId the id of the socket's user, or {@code null} if it is not known
 * @param name the name of the event, the reason of a disconnect, or the code of a refusal
 * @param payload the event's payload as JSON, empty if there is none
 */
public record RecordedEvent(Kind kind, @Nullable String socketId, @Nullable String userId, String name,
		String payload) {

	/**
	 * Kinds of events.
	 */
	public enum Kind {

		/** A socket was accepted. */
		CONNECTED,

		/** A socket was refused. */
		REFUSED,

		/** A socket sent an event. */
		RECEIVED,

		/**
		 * The server sent an event to the sockets of a room, which is recorded once, or
		 * an error to one socket.
		 */
		SENT,

		/** A socket disconnected. */
		DISCONNECTED

	}

}
