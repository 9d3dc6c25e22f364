package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * All threads of a client and of the clients derived from it: some for input and output,
 * some for tasks that may wait for DNS, one timer, and pools for code of users. The
 * threads are named daemons, end when idle, and have the context class loader of the
 * thread that created this object.
 */
public final class ClientThreads implements Executor, AutoCloseable {

	/** The most DNS look-ups at a time. */
	public static final int OPENERS = 16;

	/** The most calls of token providers at a time. */
	private static final int PROVIDERS = 20;

	private static final int IDLE_SECONDS = 10;

	/**
	 * Nothing of ours blocks these threads, so a few suffice; more of them would cost
	 * more context switches.
	 */
	private static final int WORKERS = Math.max(4, Runtime.getRuntime().availableProcessors());

	/** The most workers, needed only while subscribers of users block them. */
	private static final int MAX_WORKERS = 16 * WORKERS;

	private static final Duration STANDSTILL = Duration.ofMillis(250);

	/** How long closing waits for threads, connections and the last responses to end. */
	public static final Duration FAREWELL = Duration.ofSeconds(1);

	private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

	private final ThreadPoolExecutor workers = pool(WORKERS, factory("chat-io", Worker::new));

	private final ThreadPoolExecutor openers = pool(OPENERS, factory("chat-opener", Opener::new));

	private final ScheduledThreadPoolExecutor timer;

	/** Times the calls, including those that are under way when this object is closed. */
	private final ScheduledThreadPoolExecutor callTimer;

	private final ExecutorService providers = newPool("chat-token", PROVIDERS);

	private final AtomicBoolean watched = new AtomicBoolean();

	private final Scheduler workersScheduler = Schedulers.fromExecutor(this);

	private final Scheduler callTimerScheduler;

	private final Scheduler providersScheduler = Schedulers.fromExecutorService(this.providers);

	/**
	 * Creates the pools; no thread starts before it is needed.
	 */
	public ClientThreads() {
		this.workers.setMaximumPoolSize(MAX_WORKERS);
		this.timer = timer("chat-timer");
		this.callTimer = timer("chat-call-timer");
		this.callTimerScheduler = Schedulers.fromExecutorService(this.callTimer);
	}

	private ScheduledThreadPoolExecutor timer(String name) {
		ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1, factory(name, Worker::new));
		created.setRemoveOnCancelPolicy(true);
		created.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		created.allowCoreThreadTimeOut(true);
		return created;
	}

	/**
	 * Runs a non-blocking task soon, or on the caller's thread once this is closed.
	 */
	@Override
	public void execute(Runnable task) {
		execute(this.workers, task);
		watchWorkers();
	}

	/**
	 * Checks a little later whether the workers make progress while tasks wait for them.
	 */
	private void watchWorkers() {
		if (!this.workers.getQueue().isEmpty() && this.watched.compareAndSet(false, true)) {
			long done = this.workers.getCompletedTaskCount();
			try {
				var unused = this.timer.schedule(() -> addWorkers(done), STANDSTILL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				// Closed in the meantime.
			}
		}
	}

	private void addWorkers(long doneBefore) {
		this.watched.set(false);
		int size = this.workers.getCorePoolSize();
		if (this.workers.getQueue().isEmpty()) {
			this.workers.setCorePoolSize(WORKERS);
		}
		else if (size < MAX_WORKERS && this.workers.getCompletedTaskCount() == doneBefore) {
			this.workers.setCorePoolSize(size + WORKERS);
		}
		watchWorkers();
	}

	/**
	 * Runs a task that may wait for DNS and that no other task waits for, or runs it on
	 * the caller's thread once this object is closed.
	 * @param task the task
	 */
	public void executeOpening(Runnable task) {
		execute(this.openers, task);
	}

	/**
	 * Runs a task that the given thread hands over, on the same kind of thread.
	 */
	void executeFor(Thread caller, Runnable task) {
		if (caller instanceof Opener) {
			executeOpening(task);
		}
		else {
			execute(task);
		}
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
	 * Runs a short task later, or at once on the caller's thread if this is closed.
	 * @param task the task
	 * @param delay how long to wait
	 * @return the future of the task, by which to cancel it
	 */
	public Future<?> schedule(Runnable task, Duration delay) {
		try {
			return this.timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			task.run();
			return CompletableFuture.completedFuture(null);
		}
	}

	/**
	 * Returns the timer, for short tasks.
	 * @return the timer
	 */
	public ScheduledExecutorService timer() {
		return this.timer;
	}

	/**
	 * Returns the scheduler on which calls continue. Reactor's own schedulers would
	 * outlive all clients and keep the context class loader of whoever used them first.
	 * @return the scheduler, on the threads for input and output
	 */
	public Scheduler scheduler() {
		return this.workersScheduler;
	}

	/**
	 * Returns the scheduler for calls of token providers, which may block.
	 * @return the scheduler; Reactor's once this is closed
	 */
	public Scheduler providers() {
		return this.providers.isShutdown() ? Schedulers.boundedElastic() : this.providersScheduler;
	}

	/**
	 * Waits without blocking a thread, also for calls under way when this is closed.
	 * @param pause how long
	 * @return emits after the pause, on the scheduler on which calls continue
	 */
	public Mono<Long> delay(Duration pause) {
		return Mono.defer(() -> {
			Scheduler timing = this.callTimer.isShutdown() ? Schedulers.parallel() : this.callTimerScheduler;
			return Mono.delay(pause, timing).publishOn(this.workersScheduler);
		});
	}

	/**
	 * Creates a pool of further threads, on which code of users may block.
	 * @param name the name of its threads, before their number
	 * @param size the most threads
	 * @return the pool, which the caller has to shut down
	 */
	public ExecutorService newPool(String name, int size) {
		return pool(size, factory(name, Thread::new));
	}

	/**
	 * Creates a pool of further threads, on which Reactor refuses to block. It has no
	 * queue, so it rejects tasks when all its threads are busy.
	 * @param name the name of its threads, before their number
	 * @param size the most threads
	 * @return the pool, which the caller has to shut down
	 */
	public ExecutorService newNonBlockingPool(String name, int size) {
		return new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				factory(name, Worker::new));
	}

	/**
	 * Accepts no more tasks. Waits up to a second until the threads have run their tasks
	 * and ended, but not on a thread that must not block. Tasks that take longer still
	 * run to their end.
	 */
	@Override
	public void close() {
		this.callTimer.shutdown();
		this.providers.shutdown();
		this.openers.shutdown();
		this.workers.shutdown();
		if (awaitEnd(this.openers, FAREWELL) && awaitEnd(this.workers, FAREWELL)) {
			this.timer.shutdownNow();
			awaitEnd(this.timer, FAREWELL);
			return;
		}
		var unused = schedule(this.timer::shutdownNow, FAREWELL.plusMillis(500));
		this.timer.shutdown();
	}

	/**
	 * Waits until the threads of a pool that was shut down have ended, but not on a
	 * thread that must not block.
	 * @param pool the pool
	 * @param patience how long to wait
	 * @return whether they have ended
	 */
	public static boolean awaitEnd(ExecutorService pool, Duration patience) {
		if (Schedulers.isInNonBlockingThread()) {
			return pool.isTerminated();
		}
		try {
			return pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return pool.isTerminated();
		}
	}

	private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * Returns a factory of threads that are configured like the others here.
	 * @param name the name of the threads, before their number
	 * @param maker makes a thread from its task and its name
	 * @return the factory
	 */
	public ThreadFactory factory(String name, BiFunction<Runnable, String, Thread> maker) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = maker.apply(task, name + '-' + count.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(this.loader);
			return thread;
		};
	}

	/**
	 * Gives a thread that was made elsewhere the context class loader of those here.
	 * @param thread the thread, which serves this client alone
	 */
	void adopt(Thread thread) {
		thread.setContextClassLoader(this.loader);
	}

	/**
	 * Thread that must not block: what it would wait for might need this very thread.
	 */
	private static final class Worker extends Thread implements NonBlocking {

		Worker(Runnable task, String name) {
			super(task, name);
		}

	}

	private static final class Opener extends Thread {

		Opener(Runnable task, String name) {
			super(task, name);
		}

	}

}
