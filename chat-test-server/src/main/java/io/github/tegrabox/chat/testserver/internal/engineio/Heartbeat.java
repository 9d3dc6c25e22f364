package io.github.tegrabox.chat.testserver.internal.engineio;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The pings of one session, and the wait for their answers.
 */
final class Heartbeat {

	private final TaskLoop loop;

	private final EngineSettings settings;

	private final Runnable ping;

	private final Runnable onTimeout;

	private TaskLoop.@Nullable Timer timer;

	private long due;

	private boolean awaitingPong;

	private boolean holdPings;

	private boolean ignorePongs;

	private boolean stopped;

	Heartbeat(TaskLoop loop, EngineSettings settings, Runnable ping, Runnable onTimeout) {
		this.loop = loop;
		this.settings = settings;
		this.ping = ping;
		this.onTimeout = onTimeout;
	}

	void start() {
		this.due = this.loop.nanoTime();
		schedule(this.settings.pingInterval(), this::beat);
	}

	void onPong() {
		if (!this.ignorePongs && this.awaitingPong) {
			this.awaitingPong = false;
			start();
		}
	}

	/** Tells whether the time to answer is over, even if the timer is late. */
	boolean isOverdue() {
		return this.awaitingPong && this.loop.nanoTime() - this.due >= 0;
	}

	void holdPings(boolean hold) {
		boolean resume = this.holdPings && !hold;
		this.holdPings = hold;
		if (resume && !this.awaitingPong) {
			start();
		}
	}

	void ignorePongs(boolean ignore) {
		this.ignorePongs = ignore;
	}

	void stop() {
		this.stopped = true;
		cancel();
	}

	private void beat() {
		if (this.holdPings) {
			return;
		}
		this.awaitingPong = true;
		this.ping.run();
		schedule(this.settings.pingTimeout(), this.onTimeout);
	}

	/**
	 * Counts from when the last step was due, so that a slow turn of the loop adds up to
	 * nothing.
	 */
	private void schedule(Duration delay, Runnable task) {
		cancel();
		if (!this.stopped) {
			this.due += delay.toNanos();
			this.timer = this.loop.schedule(Duration.ofNanos(Math.max(0, this.due - this.loop.nanoTime())), task);
		}
	}

	private void cancel() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}
