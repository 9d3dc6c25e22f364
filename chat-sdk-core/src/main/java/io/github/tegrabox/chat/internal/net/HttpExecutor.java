package io.github.tegrabox.chat.internal.net;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * What one of the JDK's HTTP clients runs its tasks on. The client starts one thread by
 * itself, which it has no method to end before Java 21: it is known by the tasks that it
 * hands over.
 */
public final class HttpExecutor implements Executor {

	private static final String SELECTOR = "-SelectorManager";

	private final ClientThreads threads;

	private volatile @Nullable Thread selector;

	/**
	 * Creates an executor for one client.
	 * @param threads run the tasks
	 */
	public HttpExecutor(ClientThreads threads) {
		this.threads = threads;
	}

	/**
	 * Runs a task of the client soon. A name is looked up in a task that the opener of
	 * the exchange hands over, so that this runs beside its like.
	 */
	@Override
	public void execute(Runnable task) {
		Thread caller = Thread.currentThread();
		if (this.selector == null && caller.getName().endsWith(SELECTOR)) {
			this.selector = caller;
		}
		this.threads.executeFor(caller, task);
	}

	/**
	 * Ends the client's own thread, soon, and with it all connections. One that was never
	 * used ends once nobody refers to the client.
	 */
	public void endSoon() {
		var unused = this.threads.schedule(this::end, ClientThreads.FAREWELL);
	}

	void end() {
		Thread running = this.selector;
		if (running != null) {
			running.interrupt();
		}
	}

}
