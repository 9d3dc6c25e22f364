package io.github.tegrabox.chat.testserver.internal.netty;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The server's only thread, a Netty event loop. Tasks that come after {@link #close()}
 * are dropped.
 */
public final class NettyLoop implements TaskLoop, AutoCloseable {

	private static final long CLOSE_SECONDS = 5;

	private static final Timer NO_TIMER = () -> {
	};

	private final EventLoop eventLoop;

	private final AtomicReference<@Nullable Thread> thread;

	private NettyLoop(EventLoop eventLoop, AtomicReference<@Nullable Thread> thread) {
		this.eventLoop = eventLoop;
		this.thread = thread;
	}

	/**
	 * Returns a new loop. Its thread, a daemon, starts with the first task.
	 * @param threadName the thread's name
	 * @return the loop, to be closed
	 */
	public static NettyLoop create(String threadName) {
		AtomicReference<@Nullable Thread> started = new AtomicReference<>();
		return new NettyLoop(new SingleThreadIoEventLoop(null, (task) -> {
			Thread thread = new FastThreadLocalThread(task, threadName);
			thread.setDaemon(true);
			started.set(thread);
			return thread;
		}, NioIoHandler.newFactory()), started);
	}

	@Override
	public void run(Runnable task) {
		if (this.eventLoop.inEventLoop()) {
			task.run();
		}
		else {
			defer(task);
		}
	}

	@Override
	public void defer(Runnable task) {
		try {
			this.eventLoop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The server is closed: nobody waits for it.
		}
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		try {
			Future<?> future = this.eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			return NO_TIMER;
		}
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	/**
	 * Runs a task on the loop and waits until that is done, unless called on it.
	 */
	void runAndWait(Runnable task) {
		if (this.eventLoop.inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.eventLoop.submit(task).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The server is closed already.
		}
	}

	/**
	 * Runs the tasks that are due and ends the thread. Waits until it is gone, unless
	 * called on it.
	 */
	@Override
	public void close() {
		Future<?> closed = this.eventLoop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
		if (!this.eventLoop.inEventLoop()) {
			closed.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
			awaitEnd(this.thread.get());
		}
	}

	/** The event loop reports its end shortly before its thread is gone. */
	private static void awaitEnd(@Nullable Thread thread) {
		try {
			if (thread != null) {
				thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	EventLoop eventLoop() {
		return this.eventLoop;
	}

}
