package io.github.tegrabox.chat.internal.json;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A few things that are used again, by the number of the thread: most often the same
 * thread finds its own, and nothing hangs on the threads of others.
 *
 * @param <T> the type of thing
 */
final class Stripes<T> {

	private static final int COUNT = 32;

	private final AtomicReferenceArray<@Nullable T> free = new AtomicReferenceArray<>(COUNT);

	/**
	 * Takes what this thread may use, if there is something.
	 */
	@Nullable T take() {
		return this.free.getAndSet(stripe(), null);
	}

	/**
	 * Puts something there for later, in the place of what may be there.
	 */
	void put(T thing) {
		this.free.lazySet(stripe(), thing);
	}

	int count() {
		int count = 0;
		for (int i = 0; i < COUNT; i++) {
			count += (this.free.get(i) != null) ? 1 : 0;
		}
		return count;
	}

	void clear() {
		for (int i = 0; i < COUNT; i++) {
			this.free.set(i, null);
		}
	}

	@SuppressWarnings("deprecation") // Its successor comes with Java 19.
	private static int stripe() {
		return (int) Thread.currentThread().getId() & (COUNT - 1);
	}

}
