package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;

/**
 * Pauses between attempts: doubled with every failure up to the longest, less a random
 * part. The n-th pause lies between {@code (1 - randomization) × d} and {@code d}, where
 * {@code d} is the initial delay doubled n - 1 times, the maximum at most.
 */
final class Backoff {

	private final Reconnect settings;

	private final RandomGenerator random;

	private int failures;

	private Duration last = Duration.ZERO;

	Backoff(Reconnect settings, RandomGenerator random) {
		this.settings = settings;
		this.random = random;
	}

	void reset() {
		this.failures = 0;
	}

	/**
	 * Makes the next pause half as long as the last one, after a connection that lasted
	 * as long as that at least.
	 * @param lasted how long it lasted
	 */
	void easeAfter(Duration lasted) {
		if (lasted.compareTo(this.last) >= 0) {
			this.failures = Math.max(0, this.failures - 2);
		}
	}

	/**
	 * The next pause.
	 * @return the pause
	 */
	Duration next() {
		long initial = this.settings.initialDelay().toNanos();
		long longest = this.settings.maxDelay().toNanos();
		long pause = longest;
		if (this.failures < 62 && initial <= (longest >> this.failures)) {
			pause = initial << this.failures;
		}
		this.failures++;
		double part = 1 - this.settings.randomization() * this.random.nextDouble();
		this.last = Duration.ofNanos((long) (pause * part));
		return this.last;
	}

	/**
	 * The next pause after the server has sent this client away: never less than the
	 * initial delay, and spread as wide as the second one.
	 * @return the pause
	 */
	Duration nextAfterKick() {
		this.failures = Math.max(1, this.failures);
		Duration pause = next();
		Duration least = this.settings.initialDelay();
		return (pause.compareTo(least) < 0) ? least : pause;
	}

}
