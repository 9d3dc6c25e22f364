package io.github.tegrabox.chat.testserver.internal.engineio;

import java.time.Duration;

/**
 * The one thread on which the protocol lives: what it runs needs no locks.
 */
public interface TaskLoop {

	/**
	 * Runs a task on the loop: now if the caller is on it, else as soon as it gets there.
	 * Tasks of one caller run in their order.
	 * @param task what to run; must not block
	 */
	void run(Runnable task);

	/**
	 * Runs a task on the loop after what it is doing now.
	 * @param task what to run; must not block
	 */
	void defer(Runnable task);

	/**
	 * Runs a task on the loop later.
	 * @param delay the time until then
	 * @param task what to run; must not block
	 * @return the way to call it off
	 */
	Timer schedule(Duration delay, Runnable task);

	/**
	 * Returns the loop's clock.
	 * @return nanoseconds since some fixed moment
	 */
	long nanoTime();

	/**
	 * A task that waits for its time.
	 */
	@FunctionalInterface
	interface Timer {

		/**
		 * Calls the task off, if it has not begun. On the loop only.
		 */
		void cancel();

	}

}
