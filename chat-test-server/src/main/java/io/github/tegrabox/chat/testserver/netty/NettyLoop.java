package io.github.tegrabox.chat.testserver.netty;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.testserver.engineio.TaskLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;

/**
 * The server's only thread, a Netty event loop. Tasks that come after {@link #close()}
 * are dropped.
 */
public final class NettyLoop implements TaskLoop, AutoCloseable {

	private static final long CLOSE_SECONDS = 5;

	private static final Timer NO_TIMER = () -> {
	};

	private final EventLoop eventLoop;

	private NettyLoop(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	/**
	 * Returns a new loop. Its thread, a daemon, starts with the first task.
	 * @param threadName the thread's name
	 * @return the loop, to be closed
	 */
	public static NettyLoop create(String threadName) {
		return new NettyLoop(new SingleThreadIoEventLoop(null, (task) -> {
			Thread thread = new FastThreadLocalThread(task, threadName);
			thread.setDaemon(true);
			return thread;
		}, NioIoHandler.newFactory()));
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
	 * Runs the tasks that are due and ends the thread. Waits until it is gone, unless
	 * called on it.
	 */
	@Override
	public void close() {
		Future<?> closed = this.eventLoop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
		if (!this.eventLoop.inEventLoop()) {
			closed.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
	}

	EventLoop eventLoop() {
		return this.eventLoop;
	}

}
