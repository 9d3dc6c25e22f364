package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * The few daemon threads that all connections of a transport share: some that read, some
 * for the beginning of a connection, which may wait for a name server, and one for
 * time-outs.
 */
final class TransportThreads implements Executor, AutoCloseable {

	private static final int WORKERS = 4;

	static final int OPENERS = 16;

	private static final String SELECTOR = "-SelectorManager";

	/**
	 * How long connections may take to say goodbye when this is closed.
	 */
	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private final ThreadPoolExecutor workers = pool(WORKERS, daemons("chat-socket-", Thread::new));

	private final ThreadPoolExecutor openers = pool(OPENERS, daemons("chat-socket-opener-", Opener::new));

	private final ScheduledThreadPoolExecutor timer;

	private volatile @Nullable Thread selector;

	TransportThreads() {
		this.timer = new ScheduledThreadPoolExecutor(1, daemons("chat-socket-timer-", Thread::new));
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Runs a task that does not block soon; on the caller's thread once this is closed.
	 */
	@Override
	public void execute(Runnable task) {
		execute(this.workers, task);
	}

	/**
	 * Runs a task that may wait for a name server, for which no other task waits; on the
	 * caller's thread once this is closed.
	 */
	void executeOpening(Runnable task) {
		execute(this.openers, task);
	}

	/**
	 * Runs a task of the JDK's HTTP client, which looks a name up in a task that the
	 * opener of the exchange hands over. It starts one thread by itself, which it has no
	 * method to end before Java 21.
	 */
	void executeForHttp(Runnable task) {
		Thread caller = Thread.currentThread();
		if (this.selector == null && caller.getName().endsWith(SELECTOR)) {
			this.selector = caller;
		}
		execute((caller instanceof Opener) ? this.openers : this.workers, task);
	}

	private static void execute(ThreadPoolExecutor pool, Runnable task) {
		try {
			pool.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Runs a short task later; at once, on the caller's thread, if this is closed.
	 */
	Future<?> schedule(Runnable task, Duration delay) {
		try {
			return this.timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			task.run();
			return CompletableFuture.completedFuture(null);
		}
	}

	/**
	 * Takes no more tasks; those already taken still run.
	 */
	@Override
	public void close() {
		var unused = schedule(this::endSelector, FAREWELL);
		this.openers.shutdown();
		this.workers.shutdown();
		this.timer.shutdown();
	}

	private void endSelector() {
		Thread running = this.selector;
		if (running != null) {
			running.interrupt();
		}
	}

	private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threads);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	private static ThreadFactory daemons(String prefix, BiFunction<Runnable, String, Thread> threads) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = threads.apply(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	private static final class Opener extends Thread {

		Opener(Runnable task, String name) {
			super(task, name);
		}

	}

}
