package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;

/**
 * Threads of one of the JDK's HTTP clients: daemons that end when idle, and the one that
 * it starts by itself.
 */
final class JdkThreads implements Executor {

	private static final int IDLE_SECONDS = 10;

	/**
	 * Nothing waits on these threads, so that a few are enough; more cost more switches.
	 */
	private static final int THREADS = Math.max(8, Runtime.getRuntime().availableProcessors());

	/**
	 * How long the rest of an answer may take once the client is to end.
	 */
	private static final int FAREWELL_SECONDS = 1;

	private static final String SELECTOR = "-SelectorManager";

	/**
	 * Whether clients can be closed: from Java 21 on, which waits for calls under way.
	 */
	private static final boolean CLOSEABLE = AutoCloseable.class.isAssignableFrom(HttpClient.class);

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), daemons());

	/**
	 * The calls that wait for the head of their answer, and this.
	 */
	private final Phaser underWay = new Phaser(1);

	private volatile @Nullable Thread selector;

	JdkThreads() {
		this.workers.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory daemons() {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new HttpThread(task, "chat-http-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Runs a task of the client soon; on the caller's thread once the client has ended.
	 */
	@Override
	public void execute(Runnable task) {
		Thread caller = Thread.currentThread();
		if (this.selector == null && caller.getName().endsWith(SELECTOR)) {
			this.selector = caller;
		}
		try {
			this.workers.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Keeps the client from ending before the call has an answer: who waits for one would
	 * wait for ever.
	 */
	<T> Mono<T> watch(Mono<T> call) {
		return CLOSEABLE ? call : Mono.defer(() -> {
			if (this.underWay.register() > 0) {
				return Mono.error(new IllegalStateException("The client is closed"));
			}
			return call.doFinally((signal) -> this.underWay.arriveAndDeregister());
		});
	}

	/**
	 * Ends the client, soon, and with it all threads and connections.
	 */
	void endWith(HttpClient client) {
		this.workers.execute(() -> {
			try {
				end(client);
			}
			catch (Exception ex) {
				// Nothing is left to be done: the client is let go in any case.
				Thread.currentThread().interrupt();
			}
			this.workers.shutdown();
		});
	}

	/**
	 * Before Java 21 a client ends with its own thread, which closes the idle connections
	 * then. One that was never used ends once nobody refers to it.
	 */
	private void end(HttpClient client) throws Exception {
		if (client instanceof AutoCloseable closeable) {
			closeable.close();
			return;
		}
		this.underWay.awaitAdvanceInterruptibly(this.underWay.arrive());
		TimeUnit.SECONDS.sleep(FAREWELL_SECONDS);
		Thread running = this.selector;
		if (running != null) {
			running.interrupt();
		}
	}

	/**
	 * Thread on which nobody may wait: the answer might need this very thread.
	 */
	private static final class HttpThread extends Thread implements NonBlocking {

		HttpThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
