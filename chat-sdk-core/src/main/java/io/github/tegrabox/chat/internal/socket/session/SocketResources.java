package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import org.jspecify.annotations.Nullable;

/**
 * The threads and the transport that the sockets of related clients share, so that a
 * thousand user sessions do not need a thread each. Nothing starts before it is needed.
 * Counts its users: the last one to close it releases everything.
 */
public final class SocketResources implements AutoCloseable {

	static final Duration A_LITTLE = Duration.ofMillis(200);

	private final Supplier<? extends SocketTransport> transportFactory;

	private final ScheduledExecutorService timer;

	private final Acknowledger acknowledger;

	private final Executor listenerExecutor;

	private final Executor listenerStarter;

	private final @Nullable ExecutorService ownListenerExecutor;

	private @Nullable SocketTransport transport;

	private int users = 1;

	/**
	 * Creates the resources, with one user.
	 * @param threads the threads, which this does not close
	 * @param transportFactory creates the transport when it is needed
	 * @param listenerExecutor runs listeners, {@code null} for a pool of its own; not
	 * shut down
	 * @param concurrency the size of that pool
	 */
	public SocketResources(ClientThreads threads, Supplier<? extends SocketTransport> transportFactory,
			@Nullable Executor listenerExecutor, int concurrency) {
		this.transportFactory = transportFactory;
		this.timer = threads.timer();
		this.acknowledger = new Acknowledger(threads.newNonBlockingPool("chat-ack", Acknowledger.THREADS), this.timer,
				Acknowledger.PATIENCE);
		this.ownListenerExecutor = (listenerExecutor == null) ? threads.newPool("chat-listener", concurrency) : null;
		this.listenerExecutor = (this.ownListenerExecutor != null) ? this.ownListenerExecutor
				: Objects.requireNonNull(listenerExecutor);
		this.listenerStarter = (listenerExecutor == null) ? Runnable::run : threads;
	}

	SocketResources(SocketTransport transport, ScheduledExecutorService timer, Executor listenerExecutor,
			ExecutorService acknowledgers) {
		this.transportFactory = () -> transport;
		this.timer = timer;
		this.listenerExecutor = listenerExecutor;
		this.listenerStarter = Runnable::run;
		this.ownListenerExecutor = null;
		this.acknowledger = new Acknowledger(acknowledgers, timer, Acknowledger.PATIENCE);
	}

	/**
	 * Registers one more user, which also has to {@link #close()} it.
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

	/**
	 * Runs a short task later, unless this is closed by then.
	 * @return whether it will be run
	 */
	boolean runLater(Runnable task, Duration delay) {
		try {
			var unused = this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	Executor listenerExecutor() {
		return this.listenerExecutor;
	}

	/**
	 * Returns where to submit to the executor of listeners. An application's executor may
	 * block, or run tasks on the caller's thread, so no thread that reads sockets may
	 * submit to it.
	 */
	Executor listenerStarter() {
		return this.listenerStarter;
	}

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
		this.acknowledger.close(A_LITTLE);
		if (this.ownListenerExecutor != null) {
			this.ownListenerExecutor.shutdownNow();
			// Not longer, since a listener may be what closes this.
			ClientThreads.awaitEnd(this.ownListenerExecutor, A_LITTLE);
		}
	}

}
