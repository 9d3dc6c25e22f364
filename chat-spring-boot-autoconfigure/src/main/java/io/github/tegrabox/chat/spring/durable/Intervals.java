package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers when something was last done, by name. Used by one thread only.
 */
final class Intervals {

	private final Map<String, Long> last = new HashMap<>();

	/**
	 * Returns whether something is due, and if so notes that it is done now.
	 * @param what its name
	 * @param interval the interval
	 * @return whether it is due
	 */
	boolean isDue(String what, Duration interval) {
		if (!hasPassed(what, interval)) {
			return false;
		}
		done(what);
		return true;
	}

	/**
	 * Returns whether something was not done for a while.
	 * @param what its name
	 * @param interval the time since it was last done
	 * @return whether that much time has passed
	 */
	boolean hasPassed(String what, Duration interval) {
		Long before = this.last.get(what);
		return before == null || System.nanoTime() - before >= interval.toNanos();
	}

	void done(String what) {
		this.last.put(what, System.nanoTime());
	}

	/** Makes something due now, whenever it was last done. */
	void again(String what) {
		this.last.remove(what);
	}

}
