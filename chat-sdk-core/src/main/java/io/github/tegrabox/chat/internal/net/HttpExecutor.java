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
 * What one of the JDK's HTTP clients runs its tasks on. The client starts one thread by
 * itself, which it has no method to end before Java 21: it is known by the tasks that it
 * hands over, and by its name.
 */
public final class HttpExecutor implements Executor {

	private static final String SELECTOR = "-SelectorManager";

	/** The number of a client in its text, as in the name of its thread. */
	private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

	/** What runs on this thread and was handed over by the own one of a client. */
	private static final ThreadLocal<@Nullable Runnable> CURRENT = new ThreadLocal<>();

	private final ClientThreads threads;

	/** The tasks that have read a link. */
	private final Set<Runnable> readers = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final AtomicInteger links = new AtomicInteger();

	private volatile @Nullable Thread selector;

	private volatile @Nullable String selectorName;

	/**
	 * Creates an executor for one client.
	 * @param threads run the tasks
	 */
	public HttpExecutor(ClientThreads threads) {
		this.threads = threads;
	}

	/**
	 * Builds the client.
	 * @param builder the builder, complete but for the executor
	 * @return the client
	 */
	public HttpClient build(HttpClient.Builder builder) {
		HttpClient client = builder.executor(this).build();
		Matcher number = NUMBER.matcher(client.toString());
		this.selectorName = number.find() ? "HttpClient-" + number.group(1) + SELECTOR : null;
		return client;
	}

	/**
	 * Runs a task of the client soon. A name is looked up in a task that the opener of
	 * the exchange hands over, so that this runs beside its like.
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

	/** An application may have clients of its own, with such a thread each. */
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
	 * Counts a link that is open. One alone is read where its data arrive, which takes
	 * one switch of threads less for each read; several share the threads of the pool.
	 */
	public void linkOpened() {
		this.links.incrementAndGet();
	}

	/**
	 * Counts a link out.
	 */
	public void linkClosed() {
		this.links.decrementAndGet();
	}

	/**
	 * Notes that the task on this thread, if the client's own one has handed it over,
	 * reads a link and never blocks.
	 */
	public void readsLink() {
		Runnable task = CURRENT.get();
		if (task != null) {
			this.readers.add(task);
		}
	}

	/**
	 * Ends the client's own thread and with it all connections: at once, or soon on a
	 * thread that must not wait, since others may have to say goodbye.
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
			// One that was never used.
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
