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
 * Bounded queue of the events of one room. One caller offers at a time, one worker takes
 * at a time; the two meet without a lock.
 */
public final class Lane {

	/** Events smaller than this are bounded by their number well enough. */
	private static final int SMALL = 1024;

	/**
	 * A message of the Chat API is smaller than this, so that it waits for no other room.
	 */
	private static final int HUGE = 64 * 1024;

	private final Dispatcher dispatcher;

	private final int capacity;

	private final int half;

	private final long maxBytes;

	private final Queue<ChatEvent> queue = new ConcurrentLinkedQueue<>();

	/** Events queued or under way: whoever raises it from 0 gets the lane a worker. */
	private final AtomicInteger size = new AtomicInteger();

	/** The bytes of the large ones among them, roughly. */
	private final AtomicLong bytes = new AtomicLong();

	private final Map<String, ChatEvent> conflated = new LinkedHashMap<>();

	private final BusyWatch watch = new BusyWatch();

	private volatile boolean conflating;

	private final AtomicReference<@Nullable Runnable> onSpace = new AtomicReference<>();

	/** What is to be told once the crowd is gone that somebody was told of. */
	private final AtomicReference<@Nullable Runnable> onEased = new AtomicReference<>();

	/** Whether a huge event was left out since all lanes together hold too much. */
	private volatile boolean starved;

	private volatile boolean closed;

	private volatile boolean retired;

	private final AtomicReference<@Nullable Runnable> onIdle = new AtomicReference<>();

	/** Events that have waited long enough for a newer one; the worker's own. */
	private final Queue<ChatEvent> overdue = new ArrayDeque<>();

	/** The event of the queue that is under way; the worker's own. */
	private @Nullable ChatEvent current;

	private final Runnable goOn;

	/** The event whose listeners have returned, but that may not be over. */
	private volatile @Nullable Delivery waiting;

	Lane(Dispatcher dispatcher, int capacity, long maxBytes) {
		this.dispatcher = dispatcher;
		this.maxBytes = maxBytes;
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
		// A look at the texts of an event is dear to a thread that did not make them.
		int large = (this.bytes.get() > 0) ? large(event) : 0;
		if (large > 0) {
			this.bytes.addAndGet(-large);
			this.dispatcher.hold(-large);
		}
		return this.size.decrementAndGet();
	}

	/**
	 * Queues an event that a newer one of the same key overtakes, as long as the lane is
	 * more than half full; then it waits until the lane is not. Passes it on at once
	 * otherwise. A large one does not wait: it is passed on or dropped.
	 * @param key what the event is about
	 * @param event the event
	 */
	public void offerLatest(String key, ChatEvent event) {
		int large = large(event);
		// Behind those that wait still, for one of the same key may be among them.
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
		this.onSpace.set(callback);
		if (isReadyForMore()) {
			tell(this.onSpace);
		}
	}

	/**
	 * Returns whether the lane is nearly full and nobody has been told of it, so that
	 * whoever reads may pause instead of leaving a burst to the history.
	 * @return whether {@link #whenEased} is worth a call
	 */
	public boolean isCrowded() {
		return this.size.get() >= this.capacity - this.capacity / 4 && this.onEased.get() == null;
	}

	/**
	 * Asks to be called once, when a crowded lane is half empty again. Until then it
	 * counts as crowded no more: a lane whose listener stalls gets no second chance.
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
	 * Returns the number of events queued or under way.
	 * @return the number
	 */
	public int size() {
		return this.size.get();
	}

	/**
	 * Returns the size of the large events among them.
	 * @return the bytes, roughly
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
	 * Looks again whether there is space, since other lanes hold less now.
	 */
	void lookForSpace() {
		if (this.starved && isReadyForMore()) {
			tell(this.onSpace);
			tell(this.onEased);
		}
	}

	/**
	 * Drops what is queued, at once, and whatever is offered from now on. The event under
	 * way ends as it would have.
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
	 * As {@link #close()}, and tells when no listener is at work any more.
	 * @param idle what to call then, on a worker's or this thread
	 */
	public void close(Runnable idle) {
		this.onIdle.set(idle);
		close();
		if (this.size.get() == 0) {
			tell(this.onIdle);
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
				// Closed meanwhile.
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
	 * @return whether the event is over; otherwise nothing here may be touched any more,
	 * since another worker may have gone on already
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
	 * Returns whether this is the event whose listeners have returned, but that is not
	 * over.
	 */
	boolean waitsFor(ChatEvent event) {
		Delivery unfinished = this.waiting;
		return unfinished != null && unfinished.event() == event;
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
