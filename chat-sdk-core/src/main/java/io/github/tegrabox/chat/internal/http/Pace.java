package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Rate limit of the requests of a client and of the clients derived from it: one after
 * another, at equal intervals.
 */
public final class Pace {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final long interval;

	private final LongSupplier nanoTime;

	private final long start;

	/**
	 * Turns that were given back, all of them before {@link #next}.
	 */
	private final NavigableSet<Long> givenBack = new TreeSet<>();

	/**
	 * The earliest time of the next request, counted from the start.
	 */
	private long next;

	Pace(double requestsPerSecond, LongSupplier nanoTime) {
		this.interval = (long) (SECOND / requestsPerSecond);
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * Creates a pace.
	 * @param requestsPerSecond the most requests per second, which may be a fraction
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
	 * Takes the next free turn.
	 */
	synchronized long takeTurn() {
		long now = now();
		this.givenBack.headSet(now).clear();
		Long free = this.givenBack.pollFirst();
		if (free != null) {
			return free;
		}
		long turn = Math.max(this.next, now);
		this.next = turn + this.interval;
		return turn;
	}

	/**
	 * Gives back a turn that will not be used.
	 */
	synchronized void giveBack(long turn) {
		this.givenBack.add(turn);
	}

	/**
	 * Returns the time until a turn.
	 */
	Duration until(long turn) {
		return Duration.ofNanos(Math.max(0, turn - now()));
	}

	private long now() {
		return this.nanoTime.getAsLong() - this.start;
	}

}
