package io.github.tegrabox.chat.doctor;

import java.util.concurrent.TimeUnit;

/**
 * Limit of what is sent in a second.
 */
final class Pace {

	private final long interval;

	private long next = System.nanoTime();

	private int taken;

	Pace(double perSecond) {
		this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
	}

	synchronized void take() {
		long wait = this.next - System.nanoTime();
		if (wait > 0) {
			pause(wait);
		}
		this.next = Math.max(this.next, System.nanoTime()) + this.interval;
		this.taken++;
	}

	synchronized int taken() {
		return this.taken;
	}

	static void pause(long nanos) {
		try {
			TimeUnit.NANOSECONDS.sleep(nanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Interrupted");
		}
	}

}
