package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.event.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue of the events of one room. Lock-free, for one producer and one worker at
 * a time.
 */
public final class Lane {

	/** For events up to this size, limiting their number is enough. */
	private static final int SMALL = 1024;

	/**
	 * Only larger events wait for other rooms; messages of the Chat API are smaller.
	 */
	private static final int HUGE = 64 * 1024;

	private final Dispatcher dispatcher;

	private final int capacity;

	private final int half;

	private final long maxBytes;

	private final Queue<ChatEvent> queue = new ConcurrentLinkedQueue<>();

	/** Events queued or in progress. Whoever raises it from 0 gets the lane a worker. */
	private final AtomicInteger size = new AtomicInteger();

	/** The approximate bytes of the large events among them. */
	private final AtomicLong bytes = new AtomicLong();

	private final Map<String, ChatEvent> conflated = new LinkedHashMap<>();

	private final BusyWatch watch = new BusyWatch();

	private volatile boolean conflating;

	private final AtomicReference<@Nullable Runnable> onSpace = new AtomicReference<>();

	/** Called once when the lane is no longer crowded. */
	private final AtomicReference<@Nullable Runnable> onEased = new AtomicReference<>();

	/** Whether a huge event was rejected because all lanes together hold too much. */
	private volatile boolean starved;

	private volatile boolean closed;

	private volatile boolean retired;

	private final AtomicReference<@Nullable Runnable> onIdle = new AtomicReference<>();

	/** Conflated events that are due now; only the worker uses it. */
	private final Queue<ChatEvent> overdue = new ArrayDeque<>();

	/** The queued event in progress; only the worker uses it. */
	private @Nullable ChatEvent current;

	private final Runnable goOn;

	/**
	 * The event whose listeners have returned, but whose asynchronous parts may not be
	 * over.
	 */
	private volatile @Nullable Delivery waiting;

	Lane(Dispatcher dispatcher, int capacity, long maxBytes) {
		this.dispatcher = dispatcher;
		this.maxBytes = maxBytes;
		// At least one event in progress and one waiting: half of less would be 0.
		this.capacity = Math.max(2, capacity);
		this.half = this.capacity / 2;
		this.goOn = () -> dispatcher.ready(this);
	}

	/**
	 * Queues an event unless the lane is full. Only one caller at a time.
	 * @param event the event
	 * @return whether it was queued
	 */
	public boolean offer(ChatEvent event) {
		if (this.size.get() >= this.capacity || this.bytes.get() >= this.maxBytes) {
			return false;
		}
		boolean tooMuch = this.dispatcher.isHeavy() && large(event) > HUGE;
		if (this.starved != tooMuch) {
			this.starved = tooMuch;
		}
		if (tooMuch) {
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
		int large = large(event);
		if (large > 0) {
			this.bytes.addAndGet(large);
			this.dispatcher.hold(large);
		}
		this.queue.offer(event);
		if (this.size.getAndIncrement() == 0) {
			this.dispatcher.ready(this);
		}
	}

	private static int large(ChatEvent event) {
		int bytes = EventSize.of(event);
		return (bytes > SMALL) ? bytes : 0;
	}

	private int taken(ChatEvent event) {
		// Reading an event's texts is expensive on a thread that did not create them.
		int large = (this.bytes.get() > 0) ? large(event) : 0;
		if (large > 0) {
			this.bytes.addAndGet(-large);
			this.dispatcher.hold(-large);
		}
		return this.size.decrementAndGet();
	}

	/**
	 * Queues an event of which only the newest per key matters. While the lane is more
	 * than half full, it is held back, and a newer event with the same key replaces it.
	 * Otherwise it is queued at once. A large event is never held back: it is queued or
	 * dropped.
	 * @param key identifies what the event is about
	 * @param event the event
	 */
	public void offerLatest(String key, ChatEvent event) {
		int large = large(event);
		// While others are held back, go behind them: one may have the same key.
		if (!this.conflating && hasSpace() && (large <= HUGE || !this.dispatcher.isHeavy())) {
			force(event);
			return;
		}
		ChatEvent overtaken;
		boolean kept;
		synchronized (this.conflated) {
			overtaken = this.conflated.remove(key);
			kept = large == 0 && (overtaken != null || this.conflated.size() < this.capacity);
			if (kept) {
				this.conflated.put(key, event);
			}
			this.conflating = true;
		}
		if (overtaken != null) {
			this.dispatcher.counters().dropped(overtaken);
		}
		if (!kept) {
			this.dispatcher.counters().dropped(event);
		}
		// The worker may have passed the half-full mark before it could see this event.
		if (hasSpace()) {
			takeConflated().forEach(this::force);
		}
	}

	/**
	 * Registers a callback to call once, when the lane is half empty; at once if it is.
	 * @param callback what to call, on a worker's or this thread
	 */
	public void whenSpace(Runnable callback) {
		this.onSpace.set(callback);
		if (isReadyForMore()) {
			tell(this.onSpace);
		}
	}

	/**
	 * Returns whether the lane is nearly full and {@link #whenEased} has no callback. The
	 * reader may then pause, so that a burst need not be fetched from the history.
	 * @return whether to call {@link #whenEased}
	 */
	public boolean isCrowded() {
		return this.size.get() >= this.capacity - this.capacity / 4 && this.onEased.get() == null;
	}

	/**
	 * Registers a callback to call once, when a crowded lane is half empty again. Until
	 * then the lane does not count as crowded: one whose listener stalls makes the reader
	 * pause only once.
	 * @param callback what to call, on a worker's or this thread
	 */
	public void whenEased(Runnable callback) {
		this.onEased.set(callback);
		if (isReadyForMore()) {
			tell(this.onEased);
		}
	}

	private static void tell(AtomicReference<@Nullable Runnable> asked) {
		Runnable callback = asked.getAndSet(null);
		if (callback != null) {
			callback.run();
		}
	}

	/**
	 * Returns the number of events queued or in progress.
	 * @return the number
	 */
	public int size() {
		return this.size.get();
	}

	/**
	 * Returns the size of the large events among them.
	 * @return the approximate bytes
	 */
	public long bytes() {
		return this.bytes.get();
	}

	void retire() {
		this.retired = true;
	}

	boolean isRetired() {
		return this.retired;
	}

	long busySince() {
		return this.watch.since();
	}

	private boolean hasSpace() {
		return this.size.get() <= this.half && this.bytes.get() <= this.maxBytes / 2;
	}

	private boolean isReadyForMore() {
		return hasSpace() && !(this.starved && this.dispatcher.isHeavy());
	}

	/**
	 * Checks for space again, because other lanes hold less now.
	 */
	void lookForSpace() {
		if (this.starved && isReadyForMore()) {
			tell(this.onSpace);
			tell(this.onEased);
		}
	}

	/**
	 * Drops the queued events at once, and every event offered from now on. The event in
	 * progress is finished as usual.
	 */
	public void close() {
		this.closed = true;
		this.dispatcher.removeLane(this);
		for (ChatEvent event = this.queue.poll(); event != null; event = this.queue.poll()) {
			this.dispatcher.counters().dropped(event);
			taken(event);
		}
		takeConflated().forEach(this.dispatcher.counters()::dropped);
	}

	/**
	 * As {@link #close()}, and calls back when no listener is running any more.
	 * @param idle the callback, called on a worker's or this thread
	 */
	public void close(Runnable idle) {
		this.onIdle.set(idle);
		close();
		if (this.size.get() == 0) {
			tell(this.onIdle);
		}
	}

	/**
	 * Runs up to the given number of events. Only one worker at a time.
	 */
	Outcome run(int most) {
		this.watch.start();
		Delivery over = this.waiting;
		if (over != null) {
			finish(over);
		}
		Outcome outcome = Outcome.MORE;
		for (int i = 0; i < most && outcome == Outcome.MORE; i++) {
			outcome = this.dispatcher.mayDispatch() ? step() : Outcome.PAUSED;
			if (outcome == Outcome.MORE) {
				this.watch.next();
			}
		}
		if (outcome != Outcome.WAITING) {
			this.watch.stop();
		}
		return outcome;
	}

	private Outcome step() {
		ChatEvent event = this.overdue.poll();
		if (event == null && this.current == null) {
			event = this.queue.poll();
			if (event == null) {
				// Closed in the meantime.
				return Outcome.EMPTY;
			}
			this.current = event;
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
	 * @return whether the event is over. If not, the caller must not touch this lane any
	 * more, since another worker may already be running it
	 */
	private boolean call(ChatEvent event) {
		Delivery delivery = this.dispatcher.call(event, this.goOn);
		if (delivery == null) {
			return true;
		}
		this.waiting = delivery;
		return delivery.close() && finish(delivery);
	}

	private boolean finish(Delivery delivery) {
		this.waiting = null;
		this.dispatcher.finish(delivery);
		return true;
	}

	private Outcome endEvent() {
		ChatEvent over = Objects.requireNonNull(this.current);
		this.current = null;
		int left = taken(over);
		if ((this.onSpace.get() != null || this.onEased.get() != null) && isReadyForMore()) {
			tell(this.onSpace);
			tell(this.onEased);
		}
		if (left == 0 && this.closed) {
			tell(this.onIdle);
		}
		return (left == 0) ? Outcome.EMPTY : Outcome.MORE;
	}

	/**
	 * Returns whether the listeners of this event have returned, but its asynchronous
	 * parts are not over.
	 */
	boolean waitsFor(ChatEvent event) {
		Delivery unfinished = this.waiting;
		return unfinished != null && unfinished.event() == event;
	}

	/**
	 * Cancels the event whose asynchronous parts are not over.
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

	/**
	 * How a turn ended.
	 */
	enum Outcome {

		/** The lane is empty; the next offer gets it a worker. */
		EMPTY,

		/** Events are left; other lanes may have a turn first. */
		MORE,

		/**
		 * An event has unfinished asynchronous parts; the lane is ready again when they
		 * end.
		 */
		WAITING,

		/** Dispatching is stopped or paused. */
		PAUSED

	}

}
