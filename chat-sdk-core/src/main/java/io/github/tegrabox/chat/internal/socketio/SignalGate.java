package io.github.tegrabox.chat.internal.socketio;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Lets one signal of a connection through at a time, and nothing after its end. Signals
 * come from one thread at a time. The end may come from any thread and never waits: if a
 * signal is in progress, the thread of that signal reports the end afterwards.
 */
final class SignalGate {

	private static final int FREE = 0;

	private static final int BUSY = 1;

	private static final int ENDING = 2;

	private static final int ENDED = 3;

	private final AtomicInteger state = new AtomicInteger(FREE);

	private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();

	/**
	 * Begins a signal.
	 * @return whether it may pass; the caller then has to {@link #leave()}
	 */
	boolean enter() {
		return this.state.compareAndSet(FREE, BUSY);
	}

	/**
	 * Ends a signal, and reports the end if it has come in the meantime.
	 */
	void leave() {
		if (!this.state.compareAndSet(BUSY, FREE)) {
			this.state.set(ENDED);
			tell();
		}
	}

	/**
	 * Ends everything with a last signal, unless it has ended before.
	 * @return whether this was the first end
	 */
	boolean end(Runnable finale) {
		if (!this.ending.compareAndSet(null, finale)) {
			return false;
		}
		shut();
		return true;
	}

	/**
	 * Ends everything without a last signal, not even one that is about to be reported.
	 * @return whether this was the first end
	 */
	boolean silence() {
		if (this.ending.getAndSet(SignalGate::sayNothing) != null) {
			return false;
		}
		shut();
		return true;
	}

	private void shut() {
		if (this.state.updateAndGet((current) -> (current == BUSY) ? ENDING : ENDED) == ENDED) {
			tell();
		}
	}

	private void tell() {
		Runnable finale = this.ending.get();
		if (finale != null) {
			finale.run();
		}
	}

	private static void sayNothing() {
		// Closed on purpose: there is nothing to report.
	}

}
