package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;

/**
 * Time, as the state machines of the socket see it. What is scheduled runs inside the
 * socket's mailbox, like every other input.
 */
public interface Timer {

	/**
	 * Returns the time of day.
	 * @return the time of day
	 */
	Instant now();

	/**
	 * Returns a time that only moves forward.
	 * @return the nanoseconds since some moment
	 */
	long nanos();

	/**
	 * Schedules a task.
	 * @param delay when to run it, from now
	 * @param task the task
	 * @return what cancels it: called within the mailbox, it is in time
	 */
	Runnable schedule(Duration delay, Runnable task);

}
