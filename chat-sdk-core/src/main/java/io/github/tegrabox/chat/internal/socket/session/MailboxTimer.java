package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.internal.socket.room.Timer;

/**
 * Timer that runs its tasks in a mailbox.
 */
final class MailboxTimer implements Timer {

	private final ScheduledExecutorService executor;

	private final Mailbox mailbox;

	private final EngineTime time;

	MailboxTimer(ScheduledExecutorService executor, Mailbox mailbox, EngineTime time) {
		this.executor = executor;
		this.mailbox = mailbox;
		this.time = time;
	}

	@Override
	public Instant now() {
		return this.time.clock().instant();
	}

	@Override
	public long nanos() {
		return this.time.nanos().getAsLong();
	}

	@Override
	public Runnable schedule(Duration delay, Runnable task) {
		AtomicBoolean cancelled = new AtomicBoolean();
		Runnable unlessCancelled = () -> {
			if (!cancelled.get()) {
				task.run();
			}
		};
		try {
			// convert() caps a delay that is too long for nanoseconds.
			Future<?> future = this.executor.schedule(() -> this.mailbox.post(unlessCancelled),
					TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
			return () -> {
				cancelled.set(true);
				future.cancel(false);
			};
		}
		catch (RejectedExecutionException ex) {
			// Closed: nothing waits any more.
			return () -> {
			};
		}
	}

}
