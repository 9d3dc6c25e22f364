package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Pace of the requests of a client and those derived from it: one after another, at equal
 * distances.
 */
public final class Pace {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final long interval;

	private final LongSupplier nanoTime;

	private final long start;

	/**
	 * When the next request may go, counted from the start.
	 */
	private final AtomicLong next = new AtomicLong();

	Pace(double requestsPerSecond, LongSupplier nanoTime) {
		this.interval = (long) (SECOND / requestsPerSecond);
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * A pace.
	 * @param requestsPerSecond the most requests in a second, not necessarily whole
	 * @return the pace
	 * @throws IllegalArgumentException if it is not positive
	 */
	public static Pace of(double requestsPerSecond) {
		if (!(requestsPerSecond > 0) || requestsPerSecond > SECOND) {
			throw new IllegalArgumentException("maxRequestsPerSecond must be positive, but is " + requestsPerSecond);
		}
		return new Pace(requestsPerSecond, System::nanoTime);
	}

	/**
	 * Takes the next turn.
	 * @return how long it is to go
	 */
	Duration takeTurn() {
		long now = this.nanoTime.getAsLong() - this.start;
		long turn = this.next.getAndUpdate((time) -> Math.max(time, now) + this.interval);
		return Duration.ofNanos(Math.max(0, turn - now));
	}

}
