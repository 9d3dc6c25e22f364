package io.github.tegrabox.chat.spring.listener;

import java.time.Duration;

import org.springframework.util.StringUtils;

/**
 * Settings of how listeners are called.
 *
 * @param maxAttempts the maximum number of calls of a listener that fails, including the
 * first one
 * @param initialBackoff the first pause, doubled with each attempt
 * @param maxBackoff the maximum pause
 * @param completionTimeout how long an asynchronous result may take
 * @param helpCommand the command that lists the commands; blank for none
 */
public record ListenerSettings(int maxAttempts, Duration initialBackoff, Duration maxBackoff,
		Duration completionTimeout, String helpCommand) {

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if a setting is invalid; the message begins with
	 * its name
	 */
	public ListenerSettings {
		require(maxAttempts > 0, "retry.maxAttempts must be positive, but is " + maxAttempts);
		require(!initialBackoff.isNegative(), "retry.initialBackoff must not be negative, but is " + initialBackoff);
		require(!maxBackoff.isNegative(), "retry.maxBackoff must not be negative, but is " + maxBackoff);
		require(completionTimeout.compareTo(Duration.ZERO) > 0,
				"completionTimeout must be positive, but is " + completionTimeout);
		require(!StringUtils.containsWhitespace(helpCommand.strip()),
				"helpCommand must be one word, but is '" + helpCommand + "'");
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

	/**
	 * Returns the defaults: 3 attempts, pauses from 200 ms to 10 s, 30 s for a result,
	 * {@code !help}.
	 * @return the defaults
	 */
	public static ListenerSettings defaults() {
		return new ListenerSettings(3, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30), "!help");
	}

	/**
	 * Returns the pause after an attempt.
	 * @param attempt the number of the attempt, from 1
	 * @return the pause
	 */
	Duration backoff(int attempt) {
		Duration pause = this.initialBackoff.multipliedBy(1L << Math.min(attempt - 1, 20));
		return (pause.compareTo(this.maxBackoff) < 0) ? pause : this.maxBackoff;
	}

}
