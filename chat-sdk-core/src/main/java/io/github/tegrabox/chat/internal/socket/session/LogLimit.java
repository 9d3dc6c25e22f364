package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits how many lines a server can cause in the log: {@link #LINES} per interval. After
 * an interval that had more, there is one line per interval, and each interval is twice
 * as long as the one before. Not thread-safe.
 */
final class LogLimit {

	/** The most lines in an interval until some are left out. */
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
	 * Returns whether another line may be logged.
	 * @return how many were left out before it, or -1 to leave it out
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
	 * Returns for how long no line may follow the last one.
	 * @return the interval, {@link Duration#ZERO} if another line may follow
	 */
	Duration silence() {
		return (this.lines == 0) ? this.interval : Duration.ZERO;
	}

}
