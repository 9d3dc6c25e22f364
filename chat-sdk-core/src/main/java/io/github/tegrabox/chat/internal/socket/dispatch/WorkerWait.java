package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a worker waits for more events when waking it for each one would be the main
 * cost. The wait doubles as long as each one gathers a fair number of events, and halves
 * when it gathers so many that a queue might fill up.
 */
final class WorkerWait {

	private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	private static final int FEW = 8;

	private final long longest;

	private final int many;

	private long nanos;

	/**
	 * Creates a wait that begins with the shortest time.
	 * @param longest the longest wait
	 * @param capacity the number of events that a queue holds
	 */
	WorkerWait(Duration longest, int capacity) {
		this.longest = longest.toNanos();
		this.many = capacity / 4;
		this.nanos = Math.min(SHORTEST_NANOS, this.longest);
	}

	/**
	 * Adapts the wait to the result of the last one.
	 * @param events the number of events that it gathered
	 */
	void adapt(int events) {
		if (events > this.many) {
			this.nanos = Math.max(this.nanos / 2, Math.min(SHORTEST_NANOS, this.longest));
		}
		else if (events >= FEW && events <= this.many / 2) {
			this.nanos = Math.min(this.nanos * 2, this.longest);
		}
	}

	long nanos() {
		return this.nanos;
	}

}
