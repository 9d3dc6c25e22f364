package io.github.tegrabox.chat.testserver.internal.netty;

import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;

/**
 * Flushes of one turn of the loop, gathered: what a turn writes to a connection leaves in
 * one system call. On the loop only.
 */
final class FlushBatch {

	private final TaskLoop loop;

	private List<Runnable> flushes = new ArrayList<>();

	FlushBatch(TaskLoop loop) {
		this.loop = loop;
	}

	/** Flushes at the end of the turn; whoever flushes sees to asking only once. */
	void add(Runnable flush) {
		if (this.flushes.isEmpty()) {
			this.loop.defer(this::flushAll);
		}
		this.flushes.add(flush);
	}

	private void flushAll() {
		List<Runnable> batch = this.flushes;
		this.flushes = new ArrayList<>();
		batch.forEach(Runnable::run);
	}

}
