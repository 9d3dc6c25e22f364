package io.github.tegrabox.chat.internal.json;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A few reusable objects, in slots chosen by thread id. Usually a thread finds the one
 * that it used before, and no {@code ThreadLocal} stays on the application's threads.
 *
 * @param <T> the type of the objects
 */
final class Stripes<T> {

	private static final int COUNT = 32;

	private final AtomicReferenceArray<@Nullable T> free = new AtomicReferenceArray<>(COUNT);

	/**
	 * Takes the object in this thread's slot, if there is one.
	 */
	@Nullable T take() {
		return this.free.getAndSet(stripe(), null);
	}

	/**
	 * Puts an object into this thread's slot, replacing any other.
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

	@SuppressWarnings("deprecation") // Its successor, threadId(), comes with Java 19.
	private static int stripe() {
		return (int) Thread.currentThread().getId() & (COUNT - 1);
	}

}
