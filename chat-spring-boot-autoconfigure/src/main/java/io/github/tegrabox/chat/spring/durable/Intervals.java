package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When something was done for the last time, by name. One thread only.
 */
final class Intervals {

	private final Map<String, Long> last = new HashMap<>();

	/**
	 * Looks whether something was not done for a while, and notes that it is being done
	 * now.
	 * @param what its name
	 * @param interval the while
	 * @return whether it is time
	 */
	boolean isDue(String what, Duration interval) {
		if (!hasPassed(what, interval)) {
			return false;
		}
		done(what);
		return true;
	}

	/**
	 * Looks whether something was not done for a while.
	 * @param what its name
	 * @param interval the while
	 * @return whether that is so
	 */
	boolean hasPassed(String what, Duration interval) {
		Long before = this.last.get(what);
		return before == null || System.nanoTime() - before >= interval.toNanos();
	}

	void done(String what) {
		this.last.put(what, System.nanoTime());
	}

	/** It is time, whenever it was done. */
	void again(String what) {
		this.last.remove(what);
	}

}
