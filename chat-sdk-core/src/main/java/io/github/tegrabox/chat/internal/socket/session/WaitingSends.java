package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import org.jspecify.annotations.Nullable;

/**
 * Sends that wait for the connection, or for their room to be joined, so that calls keep
 * their order. Thread-safe.
 */
final class WaitingSends {

	private static final int MOST = 1000;

	/** In the order of the calls; also the lock of the fields below. */
	private final Deque<Send> sends = new ArrayDeque<>();

	private final Duration longest;

	private final LongSupplier nanos;

	private final ScheduledExecutorService timer;

	/** Whether the alarm is set. */
	private boolean watched;

	private volatile boolean empty = true;

	WaitingSends(Duration longest, LongSupplier nanos, ScheduledExecutorService timer) {
		this.longest = longest;
		this.nanos = nanos;
		this.timer = timer;
	}

	/**
	 * Sends now, or when sends to the room no longer have to wait.
	 * @param roomId the id of the room
	 * @param mustWait whether a send to a room has to wait now
	 * @param send sends
	 * @param failed called with the reason if the send cannot wait, or no longer
	 * @return cancels the waiting send; {@code null} if it does not wait
	 */
	@Nullable Runnable send(String roomId, Predicate<String> mustWait, Runnable send, Consumer<String> failed) {
		if (this.empty && !mustWait.test(roomId)) {
			send.run();
			return null;
		}
		synchronized (this.sends) {
			if (this.sends.stream().noneMatch((other) -> other.roomId().equals(roomId)) && !mustWait.test(roomId)) {
				send.run();
				return null;
			}
			if (this.sends.size() < MOST) {
				Send waiting = new Send(roomId, send, failed, this.nanos.getAsLong() + this.longest.toNanos());
				this.sends.addLast(waiting);
				this.empty = false;
				watch(this.longest.toNanos());
				return () -> remove(waiting);
			}
		}
		failed.accept(MOST + " sends wait already");
		return null;
	}

	/**
	 * Runs an action after the waiting sends of a room were sent or given up.
	 * @param roomId the id of the room
	 * @param action what to run
	 * @return whether it will be run; {@code false} if no send waits
	 */
	boolean behind(String roomId, Runnable action) {
		synchronized (this.sends) {
			if (this.sends.stream().noneMatch((other) -> other.roomId().equals(roomId))) {
				return false;
			}
			this.sends.addLast(new Send(roomId, action, (reason) -> action.run(),
					this.nanos.getAsLong() + this.longest.toNanos()));
			return true;
		}
	}

	private void remove(Send waiting) {
		synchronized (this.sends) {
			this.sends.remove(waiting);
			this.empty = this.sends.isEmpty();
		}
	}

	/**
	 * Sends what no longer has to wait. A send that fails does not stop the others.
	 * @param mustWait whether a send to a room has to wait now
	 */
	void flush(Predicate<String> mustWait) {
		Map<Send, String> failed = new LinkedHashMap<>();
		// Within the lock, so that a later call cannot overtake, and one that has just
		// checked does not wait in vain.
		synchronized (this.sends) {
			Set<String> waiting = new HashSet<>();
			for (Iterator<Send> all = this.sends.iterator(); all.hasNext();) {
				Send next = all.next();
				if (waiting.contains(next.roomId()) || mustWait.test(next.roomId())) {
					waiting.add(next.roomId());
				}
				else {
					all.remove();
					try {
						next.action().run();
					}
					catch (ChatWebSocketException ex) {
						failed.put(next, String.valueOf(ex.getMessage()));
					}
				}
			}
			this.empty = this.sends.isEmpty();
		}
		failed.forEach((send, reason) -> send.failed().accept(reason));
	}

	/**
	 * Fails all waiting sends.
	 */
	void fail(String reason) {
		List<Send> lost;
		synchronized (this.sends) {
			lost = List.copyOf(this.sends);
			this.sends.clear();
			this.empty = true;
		}
		lost.forEach((send) -> send.failed().accept(reason));
	}

	private void watch(long delay) {
		if (this.watched) {
			return;
		}
		try {
			var unused = this.timer.schedule(this::endOverdue, delay, TimeUnit.NANOSECONDS);
			this.watched = true;
		}
		catch (RejectedExecutionException ex) {
			// Closed: all waiting sends fail at once.
		}
	}

	private void endOverdue() {
		List<Send> overdue = new ArrayList<>();
		synchronized (this.sends) {
			this.watched = false;
			Send oldest = this.sends.peekFirst();
			while (oldest != null && oldest.deadline() - this.nanos.getAsLong() <= 0) {
				overdue.add(this.sends.removeFirst());
				oldest = this.sends.peekFirst();
			}
			this.empty = this.sends.isEmpty();
			if (oldest != null) {
				watch(oldest.deadline() - this.nanos.getAsLong());
			}
		}
		overdue.forEach((send) -> send.failed().accept("it waited for " + this.longest.toMillis() + " ms"));
	}

	/**
	 * A waiting send.
	 *
	 * @param roomId the id of its room
	 * @param action sends
	 * @param failed called with the reason if it was not sent
	 * @param deadline when it has waited long enough
	 */
	private record Send(String roomId, Runnable action, Consumer<String> failed, long deadline) {

	}

}
