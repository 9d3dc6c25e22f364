package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.internal.net.Backoff;
import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;

/**
 * Pauses between attempts to connect. They double with every failure, less a random part.
 * The n-th pause lies between {@code (1 - randomization) × d} and {@code d}, where
 * {@code d} is the initial delay doubled n - 1 times, the maximum at most.
 */
final class ReconnectPauses {

	private final Reconnect settings;

	private final Backoff backoff;

	private final RandomGenerator random;

	private int failures;

	private Duration last = Duration.ZERO;

	ReconnectPauses(Reconnect settings, RandomGenerator random) {
		this.settings = settings;
		this.backoff = new Backoff(settings.initialDelay(), settings.maxDelay());
		this.random = random;
	}

	void reset() {
		this.failures = 0;
	}

	/**
	 * Makes the next pause half as long as the last one, if the connection lasted at
	 * least as long as that last pause.
	 */
	void easeAfter(Duration lasted) {
		if (lasted.compareTo(this.last) >= 0) {
			this.failures = Math.max(0, this.failures - 2);
		}
	}

	Duration next() {
		double part = 1 - this.settings.randomization() * this.random.nextDouble();
		this.last = Duration.ofNanos((long) (this.backoff.after(++this.failures).toNanos() * part));
		return this.last;
	}

	/**
	 * Returns the next pause after the server disconnected this client: at least the
	 * initial delay, and with at least the random spread of the second pause.
	 */
	Duration nextAfterKick() {
		this.failures = Math.max(1, this.failures);
		Duration pause = next();
		Duration least = this.settings.initialDelay();
		return (pause.compareTo(least) < 0) ? least : pause;
	}

}
