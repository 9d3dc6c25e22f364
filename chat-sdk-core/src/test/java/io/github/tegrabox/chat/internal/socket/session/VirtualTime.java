package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time of a simulation: a clock and a scheduler that one thread moves forward.
 */
final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final PriorityQueue<Task> tasks = new PriorityQueue<>();

	private long now;

	private long count;

	long nanos() {
		return this.now;
	}

	Instant instant() {
		return START.plusNanos(this.now);
	}

	Clock clock() {
		return new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return VirtualTime.this.instant();
			}

		};
	}

	void after(Duration delay, Runnable task) {
		schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	void runFor(Duration duration) {
		long end = this.now + duration.toNanos();
		Task next = this.tasks.peek();
		while (next != null && next.at <= end) {
			this.tasks.poll();
			this.now = Math.max(this.now, next.at);
			next.run();
			next = this.tasks.peek();
		}
		this.now = end;
	}

	int pending() {
		return this.tasks.size();
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		Task task = new Task(command, this.now + Math.max(0, unit.toNanos(delay)), this.count++);
		this.tasks.add(task);
		return task;
	}

	@Override
	public void execute(Runnable command) {
		schedule(command, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void shutdown() {
		this.tasks.clear();
	}

	@Override
	public List<Runnable> shutdownNow() {
		this.tasks.clear();
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean isTerminated() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

	private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

		private final long at;

		private final long order;

		Task(Runnable command, long at, long order) {
			super(() -> {
				try {
					command.run();
				}
				catch (RuntimeException | Error failure) {
					throw new AssertionError("A simulated task failed", failure);
				}
			}, null);
			this.at = at;
			this.order = order;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			VirtualTime.this.tasks.remove(this);
			return super.cancel(mayInterruptIfRunning);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.at - VirtualTime.this.now, TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			Task task = (Task) other;
			int byTime = Long.compare(this.at, task.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, task.order);
		}

	}

}
