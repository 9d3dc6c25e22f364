package io.github.tegrabox.chat.spring.durable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Limits how many tasks run at a time. Waiting tasks occupy no thread.
 */
final class Gate {

	private final IntSupplier capacity;

	private final Executor executor;

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private int inside;

	/**
	 * Creates a gate.
	 * @param capacity supplies how many tasks may run
	 * @param executor runs tasks that had to wait
	 */
	Gate(IntSupplier capacity, Executor executor) {
		this.capacity = capacity;
		this.executor = executor;
	}

	/**
	 * Runs a task: now on the calling thread if there is room, else later on the
	 * executor.
	 * @param <T> the type of the result
	 * @param task the task
	 * @return the result
	 */
	<T> Mono<T> call(Supplier<T> task) {
		return Mono.create((sink) -> {
			Runnable run = () -> run(task, sink);
			if (enter(run)) {
				run.run();
			}
		});
	}

	private boolean enter(Runnable run) {
		synchronized (this.waiting) {
			if (this.inside < this.capacity.getAsInt()) {
				this.inside++;
				return true;
			}
			this.waiting.add(run);
			return false;
		}
	}

	private <T> void run(Supplier<T> task, MonoSink<T> sink) {
		T result;
		try {
			result = task.get();
		}
		catch (Throwable failure) {
			leave();
			sink.error(failure);
			return;
		}
		leave();
		sink.success(result);
	}

	private void leave() {
		Runnable next;
		synchronized (this.waiting) {
			next = this.waiting.poll();
			if (next == null) {
				this.inside--;
			}
		}
		if (next != null) {
			this.executor.execute(next);
		}
	}

}
