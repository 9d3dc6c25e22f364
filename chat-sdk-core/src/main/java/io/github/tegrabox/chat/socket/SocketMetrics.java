package io.github.tegrabox.chat.socket;

import java.time.Instant;

import io.github.tegrabox.chat.event.ChatEventType;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a socket, live: every call reads the present value. Safe for use by several
 * threads.
 */
public interface SocketMetrics {

	/**
	 * Returns the number of connections made after the first one.
	 * @return the number since creation
	 */
	long reconnects();

	/**
	 * Returns the number of events taken in: from the server, recovered ones and the
	 * socket's own, without duplicates.
	 * @param type the kind of event
	 * @return the number since creation
	 */
	long received(ChatEventType type);

	/**
	 * Returns the number of messages fetched from the history.
	 * @return the number since creation
	 */
	long recovered();

	/**
	 * Returns the number of events that reached no listener: typing and presence events
	 * overtaken by newer ones while a listener was slow, and errors beyond the bound.
	 * Messages are dropped only without a history to fetch them from; a
	 * {@link io.github.tegrabox.chat.event.MessageGap} says so.
	 * @param type the kind of event
	 * @return the number since creation
	 */
	long dropped(ChatEventType type);

	/**
	 * Returns the number of events that wait for listeners.
	 * @return the number now
	 */
	int queued();

	/**
	 * Returns the number of times that a listener threw.
	 * @return the number since creation
	 */
	long listenerFailures();

	/**
	 * Returns since when the slowest listener is at its event: long ago means that it
	 * stalls.
	 * @return when the oldest call of listeners that is under way began, or {@code null}
	 * if none is
	 */
	@Nullable Instant busySince();

}
