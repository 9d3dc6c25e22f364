package io.github.tegrabox.chat.internal.socket.session;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.NonBlocking;

/**
 * Threads and transport that the sockets of related clients share, so that a thousand
 * user sessions need no thread each. Nothing starts before it is needed. Counts its
 * users: the last one to close it releases everything.
 */
public final class SocketResources implements AutoCloseable {

	private static final long IDLE_SECONDS = 10;

	private final Supplier<? extends SocketTransport> transportFactory;

	private final ScheduledExecutorService timer;

	private final ExecutorService acknowledger;

	private final Executor listenerExecutor;

	private final @Nullable ExecutorService ownListenerExecutor;

	private @Nullable SocketTransport transport;

	private int users = 1;

	/**
	 * Creates the resources, with one user.
	 * @param transportFactory makes the transport, when it is needed
	 * @param listenerExecutor runs listeners, {@code null} for an own pool of daemon
	 * threads; not shut down
	 * @param concurrency the size of the own pool
	 */
	public SocketResources(Supplier<? extends SocketTransport> transportFactory, @Nullable Executor listenerExecutor,
			int concurrency) {
		this.transportFactory = transportFactory;
		this.timer = scheduler();
		this.acknowledger = pool(1, threads("chat-ack", AcknowledgingThread::new));
		if (listenerExecutor != null) {
			this.ownListenerExecutor = null;
			this.listenerExecutor = listenerExecutor;
		}
		else {
			this.ownListenerExecutor = pool(concurrency, threads("chat-listener", Thread::new));
			this.listenerExecutor = this.ownListenerExecutor;
		}
	}

	SocketResources(SocketTransport transport, ScheduledExecutorService timer, Executor listenerExecutor,
			ExecutorService acknowledger) {
		this.transportFactory = () -> transport;
		this.timer = timer;
		this.listenerExecutor = listenerExecutor;
		this.ownListenerExecutor = null;
		this.acknowledger = acknowledger;
	}

	/**
	 * Registers one more user, which has to {@link #close()} it too.
	 * @return this
	 * @throws IllegalStateException if the last user has closed it
	 */
	public synchronized SocketResources share() {
		if (this.users == 0) {
			throw new IllegalStateException("Closed");
		}
		this.users++;
		return this;
	}

	synchronized SocketTransport transport() {
		if (this.users == 0) {
			throw new IllegalStateException("Closed");
		}
		SocketTransport current = this.transport;
		if (current == null) {
			current = this.transportFactory.get();
			this.transport = current;
		}
		return current;
	}

	ScheduledExecutorService timer() {
		return this.timer;
	}

	Executor listenerExecutor() {
		return this.listenerExecutor;
	}

	/**
	 * The thread on which acknowledged sends complete: neither the connection's, which
	 * must not block, nor a listener's, which may be waiting for just that.
	 * @return the executor
	 */
	Executor acknowledger() {
		return this.acknowledger;
	}

	@Override
	public void close() {
		SocketTransport current;
		synchronized (this) {
			if (this.users == 0 || --this.users > 0) {
				return;
			}
			current = this.transport;
		}
		if (current != null) {
			current.close();
		}
		this.timer.shutdownNow();
		this.acknowledger.shutdown();
		if (this.ownListenerExecutor != null) {
			this.ownListenerExecutor.shutdownNow();
		}
	}

	private static ScheduledExecutorService scheduler() {
		ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, threads("chat-timer", Thread::new));
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		scheduler.allowCoreThreadTimeOut(true);
		return scheduler;
	}

	private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	private static ThreadFactory threads(String name, BiFunction<Runnable, String, Thread> maker) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = maker.apply(task, name + '-' + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Thread on which Reactor refuses to block, lest somebody waits here for the next
	 * acknowledgement, which would have to complete here.
	 */
	private static final class AcknowledgingThread extends Thread implements NonBlocking {

		AcknowledgingThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
