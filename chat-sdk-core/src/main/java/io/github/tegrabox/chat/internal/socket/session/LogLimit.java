package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limit to what a server can have logged. So many lines in an interval; after one in
 * which more came, one line in each, and each is twice as long as the one before. For one
 * thread at a time.
 */
final class LogLimit {

	/** How many lines there are until some are left out. */
	static final int LINES = 20;

	static final Duration SHORTEST = Duration.ofSeconds(10);

	static final Duration LONGEST = Duration.ofHours(1);

	private final LongSupplier nanos;

	private Duration interval = SHORTEST;

	private long end;

	private int lines;

	private long leftOut;

	LogLimit(LongSupplier nanos) {
		this.nanos = nanos;
		this.end = nanos.getAsLong();
	}

	/**
	 * Tells whether there may be another line.
	 * @return how many were left out before it, -1 if it is to be left out
	 */
	long next() {
		long now = this.nanos.getAsLong();
		if (now - this.end >= 0) {
			return begin(now);
		}
		if (this.lines == 0) {
			this.leftOut++;
			return -1;
		}
		this.lines--;
		return 0;
	}

	private long begin(long now) {
		long before = this.leftOut;
		Duration longer = this.interval.multipliedBy(2);
		this.interval = (before == 0) ? SHORTEST : (longer.compareTo(LONGEST) < 0) ? longer : LONGEST;
		this.end = now + this.interval.toNanos();
		this.lines = (before == 0) ? LINES - 1 : 0;
		this.leftOut = 0;
		return before;
	}

	/**
	 * Returns for how long no more lines follow the last one.
	 * @return the interval, {@link Duration#ZERO} if another one may follow
	 */
	Duration silence() {
		return (this.lines == 0) ? this.interval : Duration.ZERO;
	}

}
