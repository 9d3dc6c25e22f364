package io.github.tegrabox.chat.spring.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.internal.json.ErrorReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for retries, and what every thread has set while it calls listeners: the
 * application's class loader, and the room in the MDC.
 */
final class ListenerThreads implements AutoCloseable {

	/** The MDC key of the room. */
	static final String ROOM = "chat.room";

	private static final int THREADS = 8;

	private final @Nullable ClassLoader classLoader;

	private final @Nullable ThreadPoolExecutor own;

	private final Scheduler scheduler;

	ListenerThreads(@Nullable Executor executor, @Nullable ClassLoader classLoader) {
		this.classLoader = classLoader;
		if (executor != null) {
			this.own = null;
			this.scheduler = Schedulers.fromExecutor(executor);
		}
		else {
			this.own = pool();
			this.scheduler = Schedulers.fromExecutor(this.own);
		}
	}

	private static ThreadPoolExecutor pool() {
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "chat-listener-retry-" + count.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	/**
	 * Sets class loader and room on the current thread.
	 * @return restores the thread
	 */
	Runnable mark(@Nullable String room) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		boolean foreign = this.classLoader != null && before != this.classLoader;
		if (foreign) {
			thread.setContextClassLoader(this.classLoader);
		}
		if (room != null) {
			MDC.put(ROOM, printable(room));
		}
		return () -> {
			if (room != null) {
				MDC.remove(ROOM);
			}
			if (foreign) {
				thread.setContextClassLoader(before);
			}
		};
	}

	/**
	 * Makes a room's id safe for the application's log, since the server chooses the id.
	 * To look at its characters costs less than to clean it each time.
	 */
	private static String printable(String room) {
		for (int i = 0; i < room.length(); i++) {
			if (room.charAt(i) <= ' ' || room.charAt(i) > '~') {
				return ErrorReader.excerpt(room);
			}
		}
		return room;
	}

	/** Interrupts the threads at work, except a listener that calls this. */
	@Override
	public void close() {
		boolean interruptedBefore = Thread.currentThread().isInterrupted();
		this.scheduler.dispose();
		if (this.own != null) {
			this.own.shutdownNow();
		}
		if (!interruptedBefore) {
			var unused = Thread.interrupted();
		}
	}

}
