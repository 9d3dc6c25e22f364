package io.github.tegrabox.chat.internal.socket.dispatch;

/**
 * Measures how long a lane has been busy with its event. Reads the clock at every event
 * while events are slow, and less often while they are quick.
 */
final class BusyWatch {

	private static final long QUICK_NANOS = 10_000;

	private static final int LONGEST_STRIDE = 32;

	private volatile long since;

	private int stride = 1;

	private int events;

	void start() {
		this.events = 0;
		look();
	}

	void next() {
		if (++this.events >= this.stride) {
			long before = this.since;
			look();
			boolean quick = this.since - before < QUICK_NANOS * this.stride;
			this.stride = quick ? Math.min(LONGEST_STRIDE, this.stride * 2) : 1;
			this.events = 0;
		}
	}

	void stop() {
		this.since = 0;
	}

	/**
	 * Returns when the current event began. It may be too early by the time that a few
	 * quick events took.
	 * @return the value of {@link System#nanoTime} then, or 0 if there is no current
	 * event
	 */
	long since() {
		return this.since;
	}

	private void look() {
		long now = System.nanoTime();
		this.since = (now != 0) ? now : 1;
	}

}
