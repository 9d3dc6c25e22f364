package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;

/**
 * Time of the socket's state machines. Scheduled tasks run inside the socket's mailbox,
 * like every other input.
 */
public interface Timer {

	/**
	 * Returns the time of day.
	 * @return the time of day
	 */
	Instant now();

	/**
	 * Returns a monotonic time.
	 * @return the nanoseconds since some moment
	 */
	long nanos();

	/**
	 * Schedules a task.
	 * @param delay how long to wait
	 * @param task the task
	 * @return cancels the task; within the mailbox, always in time
	 */
	Runnable schedule(Duration delay, Runnable task);

}
