package io.github.tegrabox.chat.internal.json;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * A few buffers for parsers and generators, by the number of the thread: most often the
 * same thread finds its own again, and nothing hangs on the threads of others.
 */
final class StripedRecyclers implements RecyclerPool<BufferRecycler> {

	private static final long serialVersionUID = 1L;

	private static final int STRIPES = 32;

	private final transient AtomicReferenceArray<@Nullable BufferRecycler> free = new AtomicReferenceArray<>(STRIPES);

	@Override
	public BufferRecycler acquirePooled() {
		BufferRecycler found = this.free.getAndSet(stripe(), null);
		return (found != null) ? found : new BufferRecycler();
	}

	@Override
	public void releasePooled(BufferRecycler recycler) {
		this.free.lazySet(stripe(), recycler);
	}

	@Override
	public int pooledCount() {
		int count = 0;
		for (int i = 0; i < STRIPES; i++) {
			count += (this.free.get(i) != null) ? 1 : 0;
		}
		return count;
	}

	@Override
	public boolean clear() {
		for (int i = 0; i < STRIPES; i++) {
			this.free.set(i, null);
		}
		return true;
	}

	@SuppressWarnings("deprecation") // Its successor comes with Java 19.
	private static int stripe() {
		return (int) Thread.currentThread().getId() & (STRIPES - 1);
	}

}
