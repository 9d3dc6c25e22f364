package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpClient;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Executor of the tasks of one JDK HTTP client. The client also starts one selector
 * thread, which it cannot stop before Java 21; this class recognizes that thread by its
 * name when it hands over tasks.
 */
public final class HttpExecutor implements Executor {

	private static final String SELECTOR = "-SelectorManager";

	/** The client's number in its {@code toString()}, as in its thread's name. */
	private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

	/** The task on this thread, if the client's selector thread handed it over. */
	private static final ThreadLocal<@Nullable Runnable> CURRENT = new ThreadLocal<>();

	private final ClientThreads threads;

	/** The tasks that have read a link. */
	private final Set<Runnable> readers = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final AtomicInteger links = new AtomicInteger();

	private volatile @Nullable Thread selector;

	private volatile @Nullable String selectorName;

	/**
	 * Creates an executor for one client.
	 * @param threads the threads that run the tasks
	 */
	public HttpExecutor(ClientThreads threads) {
		this.threads = threads;
	}

	/**
	 * Builds the client.
	 * @param builder the builder, complete except for the executor
	 * @return the client
	 */
	public HttpClient build(HttpClient.Builder builder) {
		HttpClient client = builder.executor(this).build();
		Matcher number = NUMBER.matcher(client.toString());
		this.selectorName = number.find() ? "HttpClient-" + number.group(1) + SELECTOR : null;
		return client;
	}

	/**
	 * Runs a task of the client soon. DNS look-ups are in tasks that the opener of the
	 * exchange hands over, so these run on the openers, too.
	 */
	@Override
	public void execute(Runnable task) {
		Thread caller = Thread.currentThread();
		if (this.selector == null && isSelector(caller.getName())) {
			this.threads.adopt(caller);
			this.selector = caller;
		}
		if (caller != this.selector) {
			this.threads.executeFor(caller, task);
		}
		else if (this.links.get() == 1 && this.readers.contains(task)) {
			task.run();
		}
		else {
			this.threads.execute(() -> run(task));
		}
	}

	/** The application may have HTTP clients of its own, each with a selector thread. */
	private boolean isSelector(String name) {
		String own = this.selectorName;
		return (own != null) ? name.equals(own) : name.endsWith(SELECTOR);
	}

	private void run(Runnable task) {
		CURRENT.set(task);
		try {
			task.run();
		}
		finally {
			CURRENT.remove();
		}
	}

	/**
	 * Counts an open link. A single one is read on the thread where its data arrive,
	 * which saves a thread switch for each read; several share the threads of the pool.
	 */
	public void linkOpened() {
		this.links.incrementAndGet();
	}

	/**
	 * Counts a link that is closed.
	 */
	public void linkClosed() {
		this.links.decrementAndGet();
	}

	/**
	 * Notes that the current task, if the selector thread handed it over, reads a link
	 * and never blocks.
	 */
	public void readsLink() {
		Runnable task = CURRENT.get();
		if (task != null) {
			this.readers.add(task);
		}
	}

	/**
	 * Ends the selector thread and with it all connections: at once, or soon if on a
	 * thread that must not block, since others may still have to say goodbye.
	 */
	public void close() {
		if (Schedulers.isInNonBlockingThread()) {
			var unused = this.threads.schedule(this::end, ClientThreads.FAREWELL);
		}
		else {
			end();
		}
	}

	void end() {
		Thread running = this.selector;
		String name = this.selectorName;
		if (running != null) {
			end(running);
		}
		else if (name != null) {
			// The client was never used, so its thread was never seen here.
			Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals(name))
				.forEach(HttpExecutor::end);
		}
	}

	private static void end(Thread thread) {
		thread.interrupt();
		long deadline = System.nanoTime() + ClientThreads.FAREWELL.toNanos();
		while (thread.isAlive() && thread != Thread.currentThread() && !Schedulers.isInNonBlockingThread()
				&& System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(thread, 1_000_000);
		}
	}

}
