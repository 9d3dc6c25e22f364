package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Runs the lanes on workers, never more at a time than the configured concurrency. A
 * worker runs a batch of events of one lane and then moves on to the next lane.
 * Thread-safe.
 */
public final class Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	private static final int BATCH = 256;

	private static final int LOOKS_AT_THREADS = 20;

	/** The most events that may wait in the lanes of forgotten rooms. */
	private static final int MAX_RETIRED = 10_000;

	/**
	 * All lanes together may hold as many bytes as this many full ones; small events do
	 * not count.
	 */
	private static final int FULL_LANES = 2;

	/**
	 * A worker that is needed again within this time waits for more instead of ending.
	 */
	private static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	private final Dispatch settings;

	private final Executor executor;

	/** Where to submit to the executor, since that may block the caller. */
	private final Executor starter;

	/** Retries when the executor rejects work; nothing else would. */
	private final Executor later;

	private final Listeners listeners;

	private final SocketCounters counters;

	private final EventStreams streams;

	private final Duration longestWait;

	private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();

	/**
	 * Lanes that will get no more events, oldest first; also the lock of their totals.
	 */
	private final Queue<Lane> retired = new ArrayDeque<>();

	private int retiredEvents;

	private long retiredBytes;

	/** The approximate bytes of the large events in all lanes. */
	private final AtomicLong held = new AtomicLong();

	private final long maxBytes;

	private final Queue<Lane> ready = new ConcurrentLinkedQueue<>();

	private final Queue<Lane> paused = new ConcurrentLinkedQueue<>();

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	/** The lane that each worker is running. */
	private final Map<Thread, Lane> working = new ConcurrentHashMap<>();

	/** The event of each thread that took it over from a worker. */
	private final Map<Thread, ChatEvent> helping = new ConcurrentHashMap<>();

	private volatile long idleSince = System.nanoTime() - SOON_NANOS;

	private volatile boolean stopped;

	/**
	 * Creates a dispatcher.
	 * @param settings the limits
	 * @param executor runs the workers
	 * @param starter submits to that executor, unless a worker does. Must not run on a
	 * thread that reads a connection if the executor may block or run a worker on the
	 * caller's thread
	 * @param later runs retries after a short delay
	 * @param listeners the listeners to call
	 * @param counters the counters of dropped events
	 * @param longestWait how long a worker waits at most for more events while many
	 * arrive
	 */
	public Dispatcher(Dispatch settings, Executor executor, Executor starter, Executor later, Listeners listeners,
			SocketCounters counters, Duration longestWait) {
		this.starter = starter;
		this.later = later;
		this.longestWait = longestWait;
		this.settings = settings;
		this.maxBytes = FULL_LANES * Math.min(settings.queueSize(), Long.MAX_VALUE / FULL_LANES);
		this.executor = executor;
		this.listeners = listeners;
		this.counters = counters;
		this.streams = new EventStreams(listeners, this::resume, settings.concurrency());
	}

	/**
	 * Adds a lane.
	 * @return the lane
	 */
	public Lane addLane() {
		Lane lane = new Lane(this, this.settings.queueCapacity(), this.settings.queueSize());
		this.lanes.add(lane);
		return lane;
	}

	/**
	 * Retires a lane that will get no more events. Its queued events still reach the
	 * listeners, and count until then. If retired lanes hold too much, the oldest of them
	 * are closed.
	 * @param lane the lane
	 */
	public void retire(Lane lane) {
		lane.retire();
		int size = lane.size();
		if (size == 0) {
			this.lanes.remove(lane);
			return;
		}
		synchronized (this.retired) {
			this.retired.add(lane);
			this.retiredEvents += size;
			this.retiredBytes += lane.bytes();
			if (isTooMuchRetired(100)) {
				this.retired.removeIf((each) -> each.size() == 0);
				this.retiredEvents = this.retired.stream().mapToInt(Lane::size).sum();
				this.retiredBytes = this.retired.stream().mapToLong(Lane::bytes).sum();
				if (isTooMuchRetired(100)) {
					closeOldest();
				}
			}
		}
	}

	/** Closes more than necessary, so that the next lane does not force a recount. */
	private void closeOldest() {
		while (isTooMuchRetired(90)) {
			Lane oldest = this.retired.remove();
			this.retiredEvents -= oldest.size();
			this.retiredBytes -= oldest.bytes();
			oldest.close();
		}
	}

	private boolean isTooMuchRetired(int percent) {
		return !this.retired.isEmpty() && (this.retiredEvents > MAX_RETIRED / 100 * percent
				|| this.retiredBytes > this.settings.queueSize() / 100 * percent);
	}

	void removeLane(Lane lane) {
		this.lanes.remove(lane);
	}

	/**
	 * Returns the events as a stream.
	 * @return the events from the subscription on
	 */
	public Flux<ChatEvent> events() {
		return this.streams.flux();
	}

	/**
	 * Returns the number of events that wait for listeners.
	 * @return the number
	 */
	public int queued() {
		return this.lanes.stream().mapToInt(Lane::size).sum();
	}

	/**
	 * Returns when the longest-running call of listeners began.
	 * @return the value of {@link System#nanoTime} then, or {@code null} if there is none
	 */
	public @Nullable Long busySince() {
		long now = System.nanoTime();
		return this.lanes.stream()
			.map(Lane::busySince)
			.filter((since) -> since != 0)
			.max((one, other) -> Long.compare(now - one, now - other))
			.orElse(null);
	}

	/**
	 * Waits until the queues are empty, then stops dispatching. Does not wait for a
	 * listener that is itself waiting for this, because it called this method or is
	 * shutting the application down.
	 * @param timeout how long to wait at most
	 */
	public void close(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		Set<Thread> stuck = Set.of();
		for (int i = 0; System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted(); i++) {
			// Stack traces of other threads are expensive.
			stuck = (i % LOOKS_AT_THREADS == 0) ? stuck() : stuck;
			Set<Lane> lanes = lanesOf(stuck);
			if (lanes.size() >= this.settings.concurrency() || isDrained(lanes, eventsOf(stuck))) {
				break;
			}
			LockSupport.parkNanos(this, 1_000_000);
		}
		this.stopped = true;
		this.lanes.forEach(Lane::cancel);
		this.streams.complete();
	}

	/**
	 * Returns whether the only listeners still at work, and the only ones with events
	 * left, are those that wait for the application to end.
	 * @return whether there is such a listener and no other one at work
	 */
	public boolean isHeldUpByItsEnd() {
		Set<Thread> stuck = stuck();
		return !stuck.isEmpty() && stuck.containsAll(this.working.keySet()) && stuck.containsAll(this.helping.keySet())
				&& isDrained(lanesOf(stuck), eventsOf(stuck));
	}

	/**
	 * Marks the current thread as handling an event in place of a worker.
	 * @param event the event
	 * @return removes the mark
	 */
	public Runnable atWork(ChatEvent event) {
		Thread thread = Thread.currentThread();
		if (this.working.containsKey(thread) || this.helping.putIfAbsent(thread, event) != null) {
			return () -> {
			};
		}
		return () -> this.helping.remove(thread);
	}

	private boolean isDrained(Set<Lane> except, Collection<ChatEvent> takenOver) {
		return this.lanes.stream()
			.allMatch(
					(lane) -> lane.size() == 0 || except.contains(lane) || takenOver.stream().anyMatch(lane::waitsFor));
	}

	/** The threads whose listener waits for the application to end. */
	private Set<Thread> stuck() {
		return Stream.concat(this.working.keySet().stream(), this.helping.keySet().stream())
			.filter(Dispatcher::waitsForTheEnd)
			.collect(Collectors.toSet());
	}

	private Set<Lane> lanesOf(Set<Thread> threads) {
		return threads.stream().map(this.working::get).filter(Objects::nonNull).collect(Collectors.toSet());
	}

	private List<ChatEvent> eventsOf(Set<Thread> threads) {
		return threads.stream().map(this.helping::get).filter(Objects::nonNull).toList();
	}

	private static boolean waitsForTheEnd(Thread worker) {
		return worker == Thread.currentThread() || Arrays.stream(worker.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals("java.lang.Shutdown")
					|| (frame.getClassName().equals("org.springframework.context.support.AbstractApplicationContext")
							&& frame.getMethodName().equals("close")));
	}

	/**
	 * Adds the bytes that a lane now holds, or subtracts those that it let go.
	 */
	void hold(int bytes) {
		long now = this.held.addAndGet(bytes);
		if (bytes < 0 && now < this.maxBytes && now - bytes >= this.maxBytes) {
			this.lanes.forEach(Lane::lookForSpace);
		}
	}

	/**
	 * Returns whether all lanes together hold so many bytes that huge events have to
	 * wait.
	 */
	boolean isHeavy() {
		return this.held.get() >= this.maxBytes;
	}

	SocketCounters counters() {
		return this.counters;
	}

	boolean mayDispatch() {
		return !this.stopped && this.streams.hasDemand();
	}

	@Nullable Delivery call(ChatEvent event, Runnable whenOver) {
		return this.listeners.call(event, whenOver);
	}

	void finish(Delivery delivery) {
		this.listeners.finish(delivery);
	}

	void ready(Lane lane) {
		this.ready.offer(lane);
		if (this.waiting.get() == 0) {
			startWorker(this.starter);
		}
	}

	private void resume() {
		Lane lane = this.paused.poll();
		while (lane != null) {
			ready(lane);
			lane = this.paused.poll();
		}
	}

	private void startWorker(Executor where) {
		int count = this.running.get();
		while (count < this.settings.concurrency() && !this.stopped) {
			if (this.running.compareAndSet(count, count + 1)) {
				try {
					where.execute(this::ask);
				}
				catch (RuntimeException | Error failure) {
					askLater(failure);
				}
				return;
			}
			count = this.running.get();
		}
	}

	private void ask() {
		try {
			this.executor.execute(this::work);
		}
		catch (RuntimeException | Error failure) {
			askLater(failure);
		}
	}

	private void askLater(Throwable failure) {
		this.running.decrementAndGet();
		logger.error("The executor of listeners takes no work; events wait", failure);
		this.later.execute(() -> startWorkerIfReady(this.starter));
	}

	private void work() {
		Thread thread = Thread.currentThread();
		try {
			boolean neededAgain = System.nanoTime() - this.idleSince < SOON_NANOS;
			int events = workOff();
			if (neededAgain && !this.longestWait.isZero()) {
				WorkerWait wait = new WorkerWait(this.longestWait, this.settings.queueCapacity());
				while (events > 0) {
					rest(wait.nanos());
					events = workOff();
					wait.adapt(events);
				}
			}
			this.idleSince = System.nanoTime();
		}
		finally {
			this.working.remove(thread);
			this.running.decrementAndGet();
			startWorkerIfReady(Runnable::run);
		}
	}

	private void startWorkerIfReady(Executor where) {
		if (!this.ready.isEmpty()) {
			startWorker(where);
		}
	}

	private int workOff() {
		int events = 0;
		Lane lane = this.ready.poll();
		while (lane != null) {
			startWorkerIfReady(Runnable::run);
			events += turn(lane);
			lane = this.ready.poll();
		}
		return events;
	}

	private void rest(long nanos) {
		this.waiting.incrementAndGet();
		LockSupport.parkNanos(this, nanos);
		this.waiting.decrementAndGet();
	}

	private int turn(Lane lane) {
		int before = lane.size();
		Thread worker = Thread.currentThread();
		this.working.put(worker, lane);
		Lane.Outcome outcome = lane.run(BATCH);
		this.working.remove(worker);
		switch (outcome) {
			case MORE -> this.ready.offer(lane);
			case PAUSED -> {
				this.paused.offer(lane);
				if (mayDispatch()) {
					resume();
				}
			}
			case EMPTY -> {
				if (lane.isRetired()) {
					this.lanes.remove(lane);
				}
			}
			case WAITING -> {
			}
		}
		return Math.min(before, BATCH);
	}

}
