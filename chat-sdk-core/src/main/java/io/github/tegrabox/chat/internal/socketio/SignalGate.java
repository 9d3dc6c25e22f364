package io.github.tegrabox.chat.internal.socketio;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Gate that lets one signal of a connection through at a time, and nothing after its
 * ending. Signals come from one thread at a time; the ending may come from any thread and
 * never waits: if a signal is on its way, the thread of that signal tells the ending
 * afterwards.
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
	 * @return whether it may pass; {@link #leave()} is due then
	 */
	boolean enter() {
		return this.state.compareAndSet(FREE, BUSY);
	}

	/**
	 * Ends a signal, and tells the ending if one has come meanwhile.
	 */
	void leave() {
		if (!this.state.compareAndSet(BUSY, FREE)) {
			this.state.set(ENDED);
			tell();
		}
	}

	/**
	 * Ends everything, unless something else has done so before.
	 * @return whether this was the first ending
	 */
	boolean end(Runnable finale) {
		if (!this.ending.compareAndSet(null, finale)) {
			return false;
		}
		shut();
		return true;
	}

	/**
	 * Ends everything without a last signal, not even one that is about to be told.
	 * @return whether this was the first ending
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
		// Closed on purpose: nobody wants to hear of it.
	}

}
