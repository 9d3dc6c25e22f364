package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Delivery that advances a room's cursor with each message. A replica that finds another
 * cursor than it expects does nothing, so it does little harm if two replicas believe
 * that they lead. Retries without limit while the store is to blame.
 */
final class CursorDelivery {

	private static final Logger logger = LoggerFactory.getLogger(CursorDelivery.class);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	/** After this many transactions that took too long, the listeners are blamed. */
	private static final int SLOW_TRIES = 3;

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private final GroupStore store;

	private final String space;

	private final Duration idleLimit;

	private final StoreWatch watch;

	private final Consumer<String> reload;

	private final Scheduler scheduler;

	private final Gate gate;

	private final Map<String, RoomState> rooms = new ConcurrentHashMap<>();

	private final LongAdder conflicts = new LongAdder();

	/**
	 * Creates a delivery.
	 * @param store the store of the cursors
	 * @param space the store's space of the rooms
	 * @param idleLimit how long the store keeps an idle transaction
	 * @param watch is told whether the store answers
	 * @param executor runs deliveries that had to wait
	 * @param reload called for a room that another replica has advanced
	 */
	CursorDelivery(GroupStore store, String space, Duration idleLimit, StoreWatch watch, Executor executor,
			Consumer<String> reload) {
		this.store = store;
		this.idleLimit = idleLimit;
		this.space = space;
		this.watch = watch;
		this.reload = reload;
		this.scheduler = Schedulers.fromExecutor(executor);
		this.gate = new Gate(store::concurrency, executor);
	}

	/**
	 * Continues a room from its cursor in the store.
	 * @param roomId the id of the room
	 * @param text the stored cursor
	 * @return the cursor
	 */
	RoomCursor resume(String roomId, String text) {
		RoomCursor cursor = RoomCursor.decode(text);
		this.rooms.put(roomId, new RoomState(roomId, cursor, text));
		return cursor;
	}

	/**
	 * Stops delivery of a room.
	 * @param roomId the id of the room
	 */
	void end(String roomId) {
		RoomState state = this.rooms.remove(roomId);
		if (state != null) {
			state.over = true;
		}
	}

	/**
	 * Returns the cursor of a room that is followed here, as far as this replica knows
	 * it.
	 * @param roomId the id of the room
	 * @return the cursor as it was stored, {@code null} if unknown
	 */
	@Nullable String lastKnown(String roomId) {
		RoomState state = this.rooms.get(roomId);
		return (state != null) ? state.text : null;
	}

	Mono<Void> attempt(ChatEvent event, Runnable listeners) {
		if (!(event instanceof MessageReceived received)) {
			return Mono.fromRunnable(listeners);
		}
		Message message = received.message();
		RoomState state = this.rooms.get(message.roomId());
		if (state == null) {
			return Mono.empty();
		}
		if (state.since == null) {
			state.since = message.createdAt();
		}
		return attempt(state, message, listeners, FIRST_PAUSE);
	}

	private Mono<Void> attempt(RoomState state, Message message, Runnable listeners, Duration pause) {
		return this.gate.call(() -> handle(state, message, listeners)).flatMap((handled) -> {
			if (handled) {
				state.since = null;
				return Mono.empty();
			}
			Duration longer = pause.multipliedBy(2);
			Duration next = (longer.compareTo(LONGEST_PAUSE) < 0) ? longer : LONGEST_PAUSE;
			return Mono.delay(pause)
				.publishOn(this.scheduler)
				.flatMap((tick) -> attempt(state, message, listeners, next));
		});
	}

	/** Returns whether the message is done, and needs no retry. */
	private boolean handle(RoomState state, Message message, Runnable listeners) {
		if (state.over || state.isKnown(message)) {
			answered(state);
			return true;
		}
		RoomCursor next = state.cursor.after(message);
		String text = next.encode();
		RuntimeException failure = null;
		boolean moved = false;
		AtomicBoolean undone = new AtomicBoolean();
		long began = System.nanoTime();
		try {
			moved = this.store.advance(this.space, state.roomId, state.text, text, () -> {
				undone.set(this.store.rollsBack());
				call(listeners);
			});
		}
		catch (RuntimeException ex) {
			failure = ex;
		}
		if (failure != null) {
			// The stored cursor shows whether the transaction was committed.
			String stored;
			try {
				stored = this.store.get(this.space, state.roomId);
			}
			catch (RuntimeException ex) {
				this.watch.failed(state, failure);
				return false;
			}
			if (state.text.equals(stored)) {
				return failed(state, message, failure, undone.get(), System.nanoTime() - began);
			}
			moved = text.equals(stored);
			if (moved && undone.get()) {
				logger.warn("Message {} of room {} was handled, but what was to run after the commit failed",
						ErrorReader.excerpt(message.id()), ErrorReader.excerpt(state.roomId), failure);
			}
		}
		answered(state);
		if (moved) {
			state.cursor = next;
			state.text = text;
			state.slowTries.set(0);
		}
		else {
			conflict(state);
		}
		return true;
	}

	private void answered(RoomState state) {
		state.refused = false;
		this.watch.answered(state);
	}

	private static void call(Runnable listeners) {
		try {
			listeners.run();
		}
		catch (Throwable ex) {
			throw new ListenerFailedException(ex);
		}
	}

	/**
	 * Handles a failure while the store answers and the cursor is unchanged. Listeners
	 * are not to blame for one before their call, or if their writes are not part of the
	 * transaction.
	 */
	private boolean failed(RoomState state, Message message, RuntimeException failure, boolean undone, long nanos) {
		if (failure instanceof ListenerFailedException listener) {
			answered(state);
			throw listener.unwrap();
		}
		if (undone && FailedTransaction.isListenersFault(failure)) {
			answered(state);
			throw failure;
		}
		if (nanos > this.idleLimit.toNanos() && state.slowTries.get() + 1 >= SLOW_TRIES) {
			state.slowTries.set(0);
			answered(state);
			throw new IllegalStateException("The listeners took longer than 'chat.socket.lease', " + this.idleLimit
					+ ", within the transaction, so that the database may have ended it", failure);
		}
		if (nanos > this.idleLimit.toNanos()) {
			state.slowTries.incrementAndGet();
		}
		if (!state.refused) {
			state.refused = true;
			logger.warn("Message {} of room {} could not be stored as handled; it is tried again",
					ErrorReader.excerpt(message.id()), ErrorReader.excerpt(state.roomId), failure);
		}
		else {
			this.watch.failed(state, failure);
		}
		return false;
	}

	private void conflict(RoomState state) {
		state.over = true;
		this.conflicts.increment();
		logger.debug("Somebody else has handled messages of room {}; going on from there",
				ErrorReader.excerpt(state.roomId));
		if (this.rooms.get(state.roomId) == state) {
			this.reload.accept(state.roomId);
		}
	}

	/**
	 * Returns how far behind the listeners are: the age of the oldest message that is
	 * being handled.
	 * @param now the current time
	 * @return the age
	 */
	Duration lag(Instant now) {
		return this.rooms.values()
			.stream()
			.map((state) -> state.since)
			.filter((since) -> since != null && since.isBefore(now))
			.map((since) -> Duration.between(since, now))
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
	}

	long conflicts() {
		return this.conflicts.sum();
	}

	Map<String, RoomState> rooms() {
		return this.rooms;
	}

	/**
	 * The state of a room during one lane of the socket.
	 */
	static final class RoomState {

		private final String roomId;

		private final RoomCursor begun;

		private volatile RoomCursor cursor;

		private volatile String text;

		private volatile boolean over;

		private final AtomicInteger slowTries = new AtomicInteger();

		/** Whether the store answered, but did not accept the cursor. */
		private volatile boolean refused;

		/** The creation time of the message that is being handled. */
		private volatile @Nullable Instant since;

		RoomState(String roomId, RoomCursor cursor, String text) {
			this.roomId = roomId;
			this.begun = cursor;
			this.cursor = cursor;
			this.text = text;
		}

		/**
		 * Returns whether a message was already handled. One since the start of this lane
		 * is new unless it is in the window: nobody else can have handled it.
		 */
		boolean isKnown(Message message) {
			return this.begun.isOlder(message) || this.begun.has(message.id()) || this.cursor.has(message.id());
		}

		RoomCursor cursor() {
			return this.cursor;
		}

		@Nullable Instant since() {
			return this.since;
		}

	}

	/**
	 * Marks a failure of the listeners, as opposed to one of the store.
	 */
	private static final class ListenerFailedException extends RuntimeException {

		private final Throwable failure;

		ListenerFailedException(Throwable failure) {
			super(failure);
			this.failure = failure;
		}

		RuntimeException unwrap() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			return (this.failure instanceof RuntimeException unchecked) ? unchecked : this;
		}

	}

}
