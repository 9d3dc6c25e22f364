package io.github.tegrabox.chat.internal.net;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Pauses between attempts, doubled with every failure up to the longest.
 *
 * @param initial the first pause
 * @param longest the longest pause
 */
public record Backoff(Duration initial, Duration longest) {

	/** The longest pause that is made because a server asks for it. */
	private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

	/**
	 * Creates a back-off.
	 * @param initialMillis the first pause
	 * @param longestMillis the longest pause
	 * @return the back-off
	 */
	public static Backoff ofMillis(long initialMillis, long longestMillis) {
		return new Backoff(Duration.ofMillis(initialMillis), Duration.ofMillis(longestMillis));
	}

	/**
	 * Returns the pause after a number of failures in a row.
	 * @param failures the number, 1 for the first pause
	 * @return the pause
	 */
	public Duration after(int failures) {
		long first = this.initial.toNanos();
		long last = this.longest.toNanos();
		int doubled = failures - 1;
		return (doubled < 62 && first <= (last >> doubled)) ? Duration.ofNanos(first << doubled) : this.longest;
	}

	/**
	 * Returns the longer one of a pause and the pause that a server asks for, within
	 * reason.
	 * @param pause the pause
	 * @param wish the pause that the server asks for, if any
	 * @return the pause to make
	 */
	public static Duration obey(Duration pause, @Nullable Duration wish) {
		if (wish == null || wish.compareTo(pause) <= 0) {
			return pause;
		}
		return (wish.compareTo(LONGEST_WISH) > 0) ? LONGEST_WISH : wish;
	}

}
