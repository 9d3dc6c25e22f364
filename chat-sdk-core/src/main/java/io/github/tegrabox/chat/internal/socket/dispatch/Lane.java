package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.tegrabox.chat.event.ChatEvent;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;

/**
 * Bounded queue of the events of one room. One caller offers at a time, one worker takes
 * at a time; the two meet without a lock.
 */
public final class Lane {

	private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	private final Dispatcher dispatcher;

	private final int capacity;

	private final int half;

	private final Queue<ChatEvent> queue = Queues.<ChatEvent>unbounded(64).get();

	/** Events queued or under way: whoever raises it from 0 gets the lane a worker. */
	private final AtomicInteger size = new AtomicInteger();

	private final Map<String, ChatEvent> conflated = new LinkedHashMap<>();

	private final BusyWatch watch = new BusyWatch();

	private volatile boolean conflating;

	private volatile @Nullable Runnable onSpace;

	private volatile boolean stalled;

	private volatile boolean closed;

	private final AtomicReference<@Nullable Runnable> onIdle = new AtomicReference<>();

	/** Events that have waited long enough for a newer one; the worker's own. */
	private final Queue<ChatEvent> overdue = new ArrayDeque<>();

	/** Whether an event of the queue is under way; the worker's own. */
	private boolean underWay;

	private final Runnable goOn;

	/** The event whose listeners have returned, but that may not be over. */
	private volatile @Nullable Delivery waiting;

	Lane(Dispatcher dispatcher, int capacity) {
		this.dispatcher = dispatcher;
		// One event under way and one that waits: with less, half would be nothing.
		this.capacity = Math.max(2, capacity);
		this.half = this.capacity / 2;
		this.goOn = () -> dispatcher.ready(this);
	}

	/**
	 * Queues an event unless the lane is full. Not for several callers at the same time.
	 * @param event the event
	 * @return whether it was queued
	 */
	public boolean offer(ChatEvent event) {
		if (this.size.get() >= this.capacity) {
			return false;
		}
		force(event);
		return true;
	}

	/**
	 * Queues an event even if the lane is full.
	 * @param event the event
	 */
	public void force(ChatEvent event) {
		if (this.closed) {
			this.dispatcher.counters().dropped(event);
			return;
		}
		this.queue.offer(event);
		if (this.size.getAndIncrement() == 0) {
			this.dispatcher.ready(this);
		}
	}

	/**
	 * Queues an event that a newer one of the same key overtakes, as long as the lane is
	 * more than half full; then it waits until the lane is not. Passes it on at once
	 * otherwise.
	 * @param key what the event is about
	 * @param event the event
	 */
	public void offerLatest(String key, ChatEvent event) {
		// Behind those that wait still, for one of the same key may be among them.
		if (!this.conflating && hasSpace()) {
			force(event);
			return;
		}
		ChatEvent overtaken;
		synchronized (this.conflated) {
			overtaken = this.conflated.remove(key);
			if (overtaken == null && this.conflated.size() >= this.capacity) {
				overtaken = event;
			}
			else {
				this.conflated.put(key, event);
			}
			this.conflating = true;
		}
		if (overtaken != null) {
			this.dispatcher.counters().dropped(overtaken);
		}
		// The worker may have gone past the mark before it could see this.
		if (hasSpace()) {
			takeConflated().forEach(this::force);
		}
	}

	/**
	 * Asks to be called once, when the lane is half empty: at once if it is.
	 * @param callback what to call, on a worker's or this thread
	 */
	public void whenSpace(Runnable callback) {
		this.onSpace = callback;
		if (hasSpace()) {
			tellSpace();
		}
	}

	/**
	 * Holds the connection's thread for a moment while a lane that is nearly full gets
	 * emptied, so that a burst slows the sender down rather than going through the
	 * history. Gives a lane whose listener stalls no second chance until it has space
	 * again.
	 * @param grace how long at most
	 */
	public void easeOff(Duration grace) {
		if (this.stalled || this.size.get() < this.capacity - this.capacity / 4) {
			return;
		}
		long deadline = System.nanoTime() + grace.toNanos();
		while (!hasSpace()) {
			if (System.nanoTime() - deadline >= 0) {
				this.stalled = true;
				return;
			}
			LockSupport.parkNanos(this, NAP_NANOS);
		}
	}

	/**
	 * Returns the number of events queued or under way.
	 * @return the number
	 */
	public int size() {
		return this.size.get();
	}

	long busySince() {
		return this.watch.since();
	}

	private boolean hasSpace() {
		return this.size.get() <= this.half;
	}

	/**
	 * Drops what is queued, and whatever is offered from now on. The event under way ends
	 * as it would have.
	 */
	public void close() {
		this.closed = true;
		this.dispatcher.removeLane(this);
	}

	/**
	 * As {@link #close()}, and tells when no listener is at work any more.
	 * @param idle what to call then, on a worker's or this thread
	 */
	public void close(Runnable idle) {
		this.onIdle.set(idle);
		close();
		if (this.size.get() == 0) {
			tellIdle();
		}
	}

	private void tellIdle() {
		Runnable callback = this.onIdle.getAndSet(null);
		if (callback != null) {
			callback.run();
		}
	}

	/**
	 * Runs some events; one worker at a time.
	 */
	Outcome run(int most) {
		this.watch.start();
		Delivery over = this.waiting;
		if (over != null) {
			finish(over);
		}
		for (int i = 0; i < most; i++) {
			if (!this.dispatcher.mayDispatch()) {
				this.watch.stop();
				return Outcome.PAUSED;
			}
			switch (step()) {
				case MORE -> this.watch.next();
				case WAITING -> {
					return Outcome.WAITING;
				}
				default -> {
					this.watch.stop();
					return Outcome.EMPTY;
				}
			}
		}
		this.watch.stop();
		return Outcome.MORE;
	}

	private Outcome step() {
		ChatEvent event = this.overdue.poll();
		if (event == null && !this.underWay) {
			event = this.queue.poll();
			this.underWay = true;
		}
		if (event != null) {
			if (this.closed) {
				this.dispatcher.counters().dropped(event);
			}
			else if (!call(event)) {
				return Outcome.WAITING;
			}
		}
		if (this.conflating && hasSpace()) {
			this.overdue.addAll(takeConflated());
		}
		return this.overdue.isEmpty() ? endEvent() : Outcome.MORE;
	}

	/**
	 * Calls the listeners.
	 * @return whether the event is over; otherwise nothing here may be touched any more,
	 * since another worker may have gone on already
	 */
	private boolean call(ChatEvent event) {
		Delivery delivery = this.dispatcher.call(event, this.goOn);
		if (delivery == null) {
			return true;
		}
		this.waiting = delivery;
		return delivery.called() && finish(delivery);
	}

	private boolean finish(Delivery delivery) {
		this.waiting = null;
		this.dispatcher.finish(delivery);
		return true;
	}

	private Outcome endEvent() {
		this.underWay = false;
		int left = this.size.decrementAndGet();
		if (left <= this.half) {
			if (this.stalled) {
				this.stalled = false;
			}
			if (this.onSpace != null) {
				tellSpace();
			}
		}
		if (left == 0 && this.closed) {
			tellIdle();
		}
		return (left == 0) ? Outcome.EMPTY : Outcome.MORE;
	}

	/**
	 * Gives up the event that no thread works at.
	 */
	void cancel() {
		Delivery unfinished = this.waiting;
		if (unfinished != null) {
			unfinished.cancel();
		}
	}

	private List<ChatEvent> takeConflated() {
		synchronized (this.conflated) {
			List<ChatEvent> taken = new ArrayList<>(this.conflated.values());
			this.conflated.clear();
			this.conflating = false;
			return taken;
		}
	}

	private void tellSpace() {
		Runnable callback;
		synchronized (this.conflated) {
			callback = this.onSpace;
			this.onSpace = null;
		}
		if (callback != null) {
			callback.run();
		}
	}

	/**
	 * What became of a turn.
	 */
	enum Outcome {

		/** Nothing is left; the next offer gets the lane a worker. */
		EMPTY,

		/** Others may have a turn first. */
		MORE,

		/** An event is not over; the lane is ready again when it is. */
		WAITING,

		/** No event may be dispatched now. */
		PAUSED

	}

}
