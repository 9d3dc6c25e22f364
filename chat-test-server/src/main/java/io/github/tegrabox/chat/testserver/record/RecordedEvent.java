package io.github.tegrabox.chat.testserver.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a socket.
 *
 * @param kind what happened
 * @param socketId the id of the socket, or {@code null} for an event sent to a room
 * @param userId the user of the socket, or {@code null} if it is not known
 * @param name the event's name; of a disconnect the reason; of a refusal its code
 * @param payload the event's payload as JSON, empty if there is none
 */
public record RecordedEvent(Kind kind, @Nullable String socketId, @Nullable String userId, String name,
		String payload) {

	/**
	 * Kinds of events.
	 */
	public enum Kind {

		/** A socket was let in. */
		CONNECTED,

		/** A socket was refused. */
		REFUSED,

		/** A socket sent an event. */
		RECEIVED,

		/**
		 * The server sent an event: to the sockets of a room, written down once, or an
		 * error to one socket.
		 */
		SENT,

		/** A socket is gone. */
		DISCONNECTED

	}

}
