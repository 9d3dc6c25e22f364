package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import org.jspecify.annotations.Nullable;

/**
 * Completes acknowledged sends one after another, in order. Not on the connection's
 * thread, which must not block, nor on a listener's, which may be waiting for this very
 * send. If a subscriber blocks, those behind it soon continue on another thread.
 */
final class Acknowledger implements Executor {

	/** How many subscribers may block at the same time before all others have to wait. */
	static final int THREADS = 16;

	/**
	 * How long a subscriber may take before those behind it continue on another thread.
	 */
	static final Duration PATIENCE = Duration.ofMillis(250);

	private final ExecutorService threads;

	private final ScheduledExecutorService timer;

	private final Duration patience;

	/** Also the lock of the fields below. */
	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private @Nullable Turn turn;

	private boolean watched;

	private boolean closed;

	/**
	 * Creates an acknowledger.
	 * @param threads the threads, which {@link #close} shuts down
	 * @param timer the timer, for short tasks; not shut down
	 * @param patience how long a task may take before those behind it continue on another
	 * thread
	 */
	Acknowledger(ExecutorService threads, ScheduledExecutorService timer, Duration patience) {
		this.threads = threads;
		this.timer = timer;
		this.patience = patience;
	}

	/**
	 * Runs a task after the earlier ones, or on the caller's thread once this is closed.
	 */
	@Override
	public void execute(Runnable task) {
		synchronized (this.tasks) {
			if (!this.closed) {
				this.tasks.add(task);
				if ((this.turn != null || !beginTurn()) && !this.watched) {
					watch();
				}
				return;
			}
		}
		task.run();
	}

	/**
	 * Lets another thread take over, unless none is free.
	 */
	private boolean beginTurn() {
		Turn before = this.turn;
		this.turn = new Turn();
		try {
			this.threads.execute(this.turn);
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.turn = before;
			return false;
		}
	}

	private void watch() {
		Turn current = this.turn;
		int begun = (current != null) ? current.begun : 0;
		try {
			var unused = this.timer.schedule(() -> passOn(current, begun), this.patience.toNanos(),
					TimeUnit.NANOSECONDS);
			this.watched = true;
		}
		catch (RejectedExecutionException ex) {
			// Closing has begun, which also passes the tasks on.
		}
	}

	private void passOn(@Nullable Turn slow, int begun) {
		synchronized (this.tasks) {
			this.watched = false;
			if (this.tasks.isEmpty()) {
				return;
			}
			if (this.turn == null || (this.turn == slow && slow.begun == begun)) {
				beginTurn();
			}
			watch();
		}
	}

	/**
	 * Accepts no more tasks. Waits a little for the accepted ones to end. A task that
	 * takes longer goes on, but no longer holds up those behind it.
	 * @param longest how long to wait
	 */
	void close(Duration longest) {
		synchronized (this.tasks) {
			this.closed = true;
			if (this.turn == null && this.tasks.isEmpty()) {
				this.threads.shutdown();
			}
		}
		ClientThreads.awaitEnd(this.threads, longest);
		synchronized (this.tasks) {
			if (!this.tasks.isEmpty()) {
				beginTurn();
			}
		}
	}

	/** Runs tasks until none is left, or another turn has taken over. */
	private final class Turn implements Runnable {

		/** How many tasks it has begun. */
		private int begun;

		@Override
		public void run() {
			Runnable task = next();
			while (task != null) {
				run(task);
				task = next();
			}
		}

		private void run(Runnable task) {
			try {
				task.run();
			}
			catch (Throwable ex) {
				Thread thread = Thread.currentThread();
				thread.getUncaughtExceptionHandler().uncaughtException(thread, ex);
			}
		}

		private @Nullable Runnable next() {
			synchronized (Acknowledger.this.tasks) {
				if (Acknowledger.this.turn != this) {
					return null;
				}
				this.begun++;
				Runnable task = Acknowledger.this.tasks.poll();
				if (task == null) {
					Acknowledger.this.turn = null;
					if (Acknowledger.this.closed) {
						Acknowledger.this.threads.shutdown();
					}
				}
				return task;
			}
		}

	}

}
