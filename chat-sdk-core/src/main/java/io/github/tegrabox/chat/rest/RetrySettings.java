package io.github.tegrabox.chat.rest;

import java.time.Duration;

/**
 * How calls that are safe to repeat are repeated: those that change nothing, and others
 * only if the server certainly did not act on them: nothing was sent, or it answered 429.
 *
 * @param enabled whether to repeat at all
 * @param maxAttempts the number of attempts in all, the first one included
 * @param initialBackoff the upper bound of the first pause, doubled with each attempt and
 * fully jittered
 * @param maxBackoff the upper bound of a pause; a {@code Retry-After} beyond it ends the
 * call at once
 */
public record RetrySettings(boolean enabled, int maxAttempts, Duration initialBackoff, Duration maxBackoff) {

	/**
	 * Refuses values that make no sense.
	 */
	public RetrySettings {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
		}
		if (initialBackoff.isNegative() || maxBackoff.compareTo(initialBackoff) < 0) {
			throw new IllegalArgumentException("initialBackoff must be positive and at most maxBackoff, but they are "
					+ initialBackoff + " and " + maxBackoff);
		}
	}

	/**
	 * Three attempts, pauses up to 200 ms, then 400 ms; a {@code Retry-After} is honoured
	 * up to 10 s.
	 * @return the defaults
	 */
	public static RetrySettings defaults() {
		return new RetrySettings(true, 3, Duration.ofMillis(200), Duration.ofSeconds(10));
	}

}
