package io.github.tegrabox.chat.internal.json;

import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Pool of a few buffers for parsers and generators.
 */
final class StripedRecyclers implements RecyclerPool<BufferRecycler> {

	private static final long serialVersionUID = 1L;

	private final transient Stripes<BufferRecycler> free = new Stripes<>();

	@Override
	public BufferRecycler acquirePooled() {
		BufferRecycler found = this.free.take();
		return (found != null) ? found : new BufferRecycler();
	}

	@Override
	public void releasePooled(BufferRecycler recycler) {
		this.free.put(recycler);
	}

	@Override
	public int pooledCount() {
		return this.free.count();
	}

	@Override
	public boolean clear() {
		this.free.clear();
		return true;
	}

}
