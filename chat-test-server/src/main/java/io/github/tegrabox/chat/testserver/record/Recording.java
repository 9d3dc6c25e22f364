package io.github.tegrabox.chat.testserver.record;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A log of limited size that tests can wait on. When it is full, the oldest entries are
 * removed. Safe for use by several threads.
 *
 * @param <T> the type of the entries
 */
public final class Recording<T> {

	private final String what;

	private final int maxEntries;

	private final long maxBytes;

	private final ToIntFunction<T> size;

	private final Deque<T> entries = new ArrayDeque<>();

	private long bytes;

	private int taken;

	/**
	 * Creates an empty log.
	 * @param what what an entry is, for messages
	 * @param maxEntries the maximum number of entries
	 * @param maxBytes the maximum size of all entries in bytes
	 * @param size returns the size of an entry in bytes
	 */
	public Recording(String what, int maxEntries, long maxBytes, ToIntFunction<T> size) {
		this.what = what;
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.size = size;
	}

	/**
	 * Adds an entry and wakes waiting threads.
	 * @param entry the entry
	 */
	public synchronized void add(T entry) {
		this.entries.add(entry);
		this.bytes += this.size.applyAsInt(entry);
		while (this.entries.size() > this.maxEntries || this.bytes > this.maxBytes) {
			this.bytes -= this.size.applyAsInt(this.entries.remove());
			this.taken = Math.max(0, this.taken - 1);
		}
		notifyAll();
	}

	/**
	 * Takes the oldest entry not yet taken. Blocks until there is one.
	 * @param timeout how long to wait at most
	 * @return the entry
	 * @throws NothingRecordedException if none came in time, or the thread was
	 * interrupted
	 */
	public synchronized T take(Duration timeout) {
		await(timeout, () -> this.entries.size() > this.taken, "no " + this.what + " came");
		return this.entries.stream().skip(this.taken++).findFirst().orElseThrow();
	}

	/**
	 * Returns the first entry that meets a condition, including entries already taken.
	 * Blocks until there is one.
	 * @param timeout how long to wait at most
	 * @param condition the condition
	 * @return the entry
	 * @throws NothingRecordedException if none came in time, or the thread was
	 * interrupted
	 */
	public synchronized T await(Duration timeout, Predicate<? super T> condition) {
		await(timeout, () -> this.entries.stream().anyMatch(condition), "no " + this.what + " that fits came");
		return this.entries.stream().filter(condition).findFirst().orElseThrow();
	}

	/**
	 * Returns all entries, oldest first, including those already taken.
	 * @return a copy
	 */
	public synchronized List<T> all() {
		return List.copyOf(this.entries);
	}

	/**
	 * Forgets all entries.
	 */
	public synchronized void clear() {
		this.entries.clear();
		this.bytes = 0;
		this.taken = 0;
	}

	private synchronized void await(Duration timeout, BooleanSupplier condition, String otherwise) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			long nanos = deadline - System.nanoTime();
			if (nanos <= 0) {
				throw new NothingRecordedException(
						"Within " + timeout + " " + otherwise + "; recorded so far: " + this.entries);
			}
			try {
				wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new NothingRecordedException("Interrupted before a " + this.what + " came");
			}
		}
	}

}
