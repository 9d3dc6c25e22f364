package io.github.tegrabox.chat.socket;

import java.time.Instant;

import io.github.tegrabox.chat.event.ChatEventType;
import org.jspecify.annotations.Nullable;

/**
 * Live figures of a socket: every call returns the current value. Safe for use by several
 * threads.
 */
public interface SocketMetrics {

	/**
	 * Returns the number of connections made after the first one.
	 * @return the number since creation
	 */
	long reconnects();

	/**
	 * Returns the number of events received: those from the server, recovered ones, and
	 * those of the socket itself, without duplicates.
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
	 * Returns the number of events that reached no listener: typing events overtaken by
	 * newer ones, typing and presence events that found the queue full, and errors beyond
	 * the bound. Messages are dropped only if there is no history to fetch them from; a
	 * {@link io.github.tegrabox.chat.event.MessageGap} then says so.
	 * @param type the kind of event
	 * @return the number since creation
	 */
	long dropped(ChatEventType type);

	/**
	 * Returns the number of events that wait for listeners.
	 * @return the current number
	 */
	int queued();

	/**
	 * Returns the number of times that a listener threw.
	 * @return the number since creation
	 */
	long listenerFailures();

	/**
	 * Returns since when the slowest listener has been busy with one event. A time long
	 * ago means that it hangs.
	 * @return when the oldest call of listeners still under way began, or {@code null} if
	 * none is
	 */
	@Nullable Instant busySince();

}
