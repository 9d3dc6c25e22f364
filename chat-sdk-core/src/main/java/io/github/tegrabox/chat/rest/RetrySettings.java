package io.github.tegrabox.chat.rest;

import java.time.Duration;

/**
 * How calls are retried. A call that changes nothing may be retried. Any other call is
 * retried only if the server certainly did not act on it: nothing was sent, or the server
 * answered 429.
 *
 * @param enabled whether to retry at all
 * @param maxAttempts the maximum number of attempts, including the first one
 * @param initialBackoff the upper bound of the first pause; doubled with each attempt,
 * with full jitter
 * @param maxBackoff the upper bound of every pause; a longer {@code Retry-After} ends the
 * call at once
 */
public record RetrySettings(boolean enabled, int maxAttempts, Duration initialBackoff, Duration maxBackoff) {

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if {@code maxAttempts} is below 1,
	 * {@code initialBackoff} is negative, or {@code maxBackoff} is shorter than
	 * {@code initialBackoff}
	 */
	public RetrySettings {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
		}
		if (initialBackoff.isNegative() || maxBackoff.compareTo(initialBackoff) < 0) {
			throw new IllegalArgumentException("initialBackoff must be positive and at most maxBackoff, but they are "
					+ initialBackoff + " and " + maxBackoff);
		}
		if (maxBackoff.compareTo(CallOptions.LONGEST) > 0) {
			throw new IllegalArgumentException(
					"maxBackoff must be at most " + CallOptions.LONGEST.toDays() + " days, but is " + maxBackoff);
		}
	}

	/**
	 * Returns the defaults: three attempts, with pauses of up to 200 ms and then up to
	 * 400 ms. A {@code Retry-After} of up to 10 s is honoured.
	 * @return the defaults
	 */
	public static RetrySettings defaults() {
		return new RetrySettings(true, 3, Duration.ofMillis(200), Duration.ofSeconds(10));
	}

}
