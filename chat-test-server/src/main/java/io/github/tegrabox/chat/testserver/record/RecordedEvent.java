package io.github.tegrabox.chat.testserver.record;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a socket.
 *
 * @param kind what happened
 * @param socketId the id of the socket
 * @param userId the user of the socket, or {@code null} if its token was refused
 * @param name the event's name; of a disconnect the reason; of a refusal its code
 * @param payload the event's payload as JSON, empty if there is none
 */
public record RecordedEvent(Kind kind, String socketId, @Nullable String userId, String name, String payload) {

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

		/** The server sent an event: once for each socket it went to. */
		SENT,

		/** A socket is gone. */
		DISCONNECTED

	}

}
