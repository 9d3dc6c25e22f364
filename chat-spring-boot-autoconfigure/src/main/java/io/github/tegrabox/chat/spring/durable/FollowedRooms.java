package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The rooms that this replica's socket follows: those of the group in the shards that it
 * leads, each from the group's position. A room that was ended is followed again only
 * when no listener is working on it any more.
 */
final class FollowedRooms implements SharedRooms {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private static final int CALLS = 4;

	private static final String LOOK = "look";

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

	private static final int QUIET_RETRIES = 3;

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

	private final SharedSocket socket;

	private final ReactiveChatClient client;

	private final GroupRooms rooms;

	private final CursorDelivery delivery;

	private final StoreWatch watch;

	private final Predicate<String> leads;

	private final Consumer<Runnable> thread;

	private final Scheduler blocking = Schedulers.newBoundedElastic(CALLS, Integer.MAX_VALUE, "chat-positions", 10,
			true);

	/** Values that were read for rooms that are about to be followed. */
	private final Map<String, String> read = new ConcurrentHashMap<>();

	private final Set<String> following = ConcurrentHashMap.newKeySet();

	/** Rooms that are ending, on which listeners may still be working. */
	private final Map<String, Mono<Void>> ending = new ConcurrentHashMap<>();

	/** Changes by the application that are not stored yet, in their order. */
	private final Queue<Runnable> changes = new ArrayDeque<>();

	private final Intervals intervals = new Intervals();

	/** Whether there is a group whose rooms can be changed. */
	private boolean begun;

	/** The group's rooms as they were stored at the last check. */
	private Map<String, String> known = Map.of();

	/** The revision of the group's rooms that is followed; 0 for none. */
	private long revision;

	/**
	 * Creates an empty set of rooms.
	 * @param socket the socket that joins them
	 * @param client the client that reads rooms
	 * @param rooms the rooms of the group
	 * @param delivery delivers the messages
	 * @param watch is told whether the store accepts rooms' first positions
	 * @param leads whether a room is in a shard that this replica leads
	 * @param thread runs a task on the one thread
	 */
	FollowedRooms(SharedSocket socket, ReactiveChatClient client, GroupRooms rooms, CursorDelivery delivery,
			StoreWatch watch, Predicate<String> leads, Consumer<Runnable> thread) {
		this.socket = socket;
		this.client = client;
		this.rooms = rooms;
		this.delivery = delivery;
		this.watch = watch;
		this.leads = leads;
		this.thread = thread;
	}

	/** Returns the ids of the group's rooms, as of the last check. */
	Set<String> known() {
		return this.known.keySet();
	}

	/** Notes that the group has begun. */
	void begin() {
		this.begun = true;
	}

	/**
	 * The store has lost the group: puts back what is known, until it begins again.
	 */
	void beginAgain() {
		putBack();
		this.begun = false;
	}

	/** Another replica leads: if the store has lost everything, puts it back. */
	void takenOver() {
		lookAgain();
		if (!look()) {
			putBack();
		}
	}

	private void putBack() {
		this.known.forEach((room, value) -> {
			String last = value.equals(GroupRooms.LEFT) ? value : this.delivery.lastKnown(room);
			this.rooms.putBack(room, (last != null) ? last : GroupRooms.NOW);
		});
	}

	/** Follows all rooms anew at the next check. */
	void startAgain() {
		this.revision = 0;
	}

	/** Makes the next check due at once. */
	void lookAgain() {
		this.intervals.again(LOOK);
	}

	void close() {
		this.blocking.dispose();
	}

	/**
	 * Does once what a take-over does, so that its code is warm by then: reads the list
	 * of the rooms and the history of one.
	 */
	void warmUp() {
		this.rooms.revision();
		this.rooms.list()
			.entrySet()
			.stream()
			.filter((room) -> GroupRooms.isCursor(room.getValue()))
			.findAny()
			.ifPresent((room) -> {
				decode(room.getValue());
				Mono.defer(() -> this.client.messages().list(room.getKey(), PaginationParams.of(1, 1)))
					.subscribe((page) -> logger.debug("Ready to take over"), (ex) -> logger
						.debug("The room {} cannot be read now", ErrorReader.excerpt(room.getKey()), ex));
			});
	}

	private static void decode(String value) {
		try {
			RoomCursor.decode(value).position();
		}
		catch (RuntimeException ex) {
			logger.debug("A position cannot be read", ex);
		}
	}

	/**
	 * Follows the group if its rooms have changed. Does not check on each call.
	 * @return whether there is a group, as of the last check
	 */
	boolean look() {
		if (this.intervals.isDue(LOOK, BETWEEN_LOOKS) || this.revision == 0) {
			long current = this.rooms.revision();
			if (current == 0) {
				return false;
			}
			if (current != this.revision) {
				followAll();
				this.revision = current;
			}
		}
		return true;
	}

	private void followAll() {
		Map<String, String> all = this.rooms.list();
		this.known = all;
		for (Map.Entry<String, String> room : all.entrySet()) {
			if (room.getValue().equals(GroupRooms.LEFT)) {
				if (this.following.contains(room.getKey())) {
					forget(room.getKey(), true).subscribe();
				}
			}
			else if (this.leads.test(room.getKey()) && this.following.add(room.getKey())) {
				follow(room.getKey(), room.getValue());
			}
			else if (!GroupRooms.isCursor(room.getValue()) && this.delivery.rooms().containsKey(room.getKey())) {
				// Put back by a replica that does not know the position, or left and
				// joined again.
				get(room.getKey());
			}
		}
		Set<String> missing = new HashSet<>(this.following);
		missing.removeAll(all.keySet());
		if (!missing.isEmpty()) {
			Collection<String> gone = this.rooms.gone();
			missing.forEach((room) -> {
				if (gone.contains(room)) {
					forget(room, false).subscribe();
				}
				else {
					get(room);
				}
			});
		}
	}

	private void follow(String roomId, String value) {
		if (value.equals(GroupRooms.NEW)) {
			isCreatedLater(roomId).subscribe((later) -> this.thread.accept(() -> beginThenFollow(roomId, later)));
			return;
		}
		if (GroupRooms.isCursor(value)) {
			this.read.put(roomId, value);
		}
		followHere(roomId);
	}

	/**
	 * Returns whether a room was created after the group began; if so, all its messages
	 * are delivered. Asks again while the server fails.
	 */
	private Mono<Boolean> isCreatedLater(String roomId) {
		AtomicBoolean told = new AtomicBoolean();
		return Mono.defer(() -> this.client.rooms().get(roomId))
			.map(this.rooms::isCreatedLater)
			.defaultIfEmpty(false)
			.onErrorResume(FollowedRooms::isFinal, (ex) -> Mono.just(false))
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
				.maxBackoff(LONGEST_PAUSE)
				.filter((ex) -> isAwaited(roomId))
				.doBeforeRetry((again) -> {
					// While the socket is disconnected, it logs the outage itself.
					if (again.totalRetries() >= QUIET_RETRIES && this.socket.isConnected()
							&& told.compareAndSet(false, true)) {
						logger.warn("The room {} waits: the server does not say when it was created; trying again ({})",
								ErrorReader.excerpt(roomId), again.failure().toString());
					}
				}))
			.onErrorComplete();
	}

	private static boolean isFinal(Throwable failure) {
		if (failure instanceof ChatServerException || failure instanceof ChatRateLimitException) {
			return failure instanceof ChatNotImplementedException;
		}
		return failure instanceof ChatApiException || failure instanceof ChatDecodingException
				|| failure instanceof IllegalArgumentException;
	}

	private boolean isAwaited(String roomId) {
		return this.leads.test(roomId) && this.following.contains(roomId);
	}

	private void beginThenFollow(String roomId, boolean atBeginning) {
		try {
			if (atBeginning) {
				this.rooms.beginAtBeginning(roomId);
			}
			followHere(roomId);
		}
		catch (RuntimeException ex) {
			this.following.remove(roomId);
			startAgain();
			throw ex;
		}
	}

	private void followHere(String roomId) {
		if (!isAwaited(roomId)) {
			return;
		}
		Mono<Void> end = this.ending.get(roomId);
		if (end != null) {
			// A listener that is still working on the room must not see the new position.
			end.doFinally((signal) -> this.thread.accept(() -> followHere(roomId))).subscribe();
			return;
		}
		this.socket.follow(roomId);
	}

	/**
	 * Ends some rooms on this replica.
	 * @param which selects the rooms
	 * @return completes when no listener is working on them any more, nor on those that
	 * were ended before
	 */
	Mono<Void> forget(Predicate<String> which) {
		Map<String, Mono<Void>> ends = new HashMap<>(this.ending);
		ends.keySet().removeIf(which.negate());
		for (String room : Set.copyOf(this.following)) {
			if (which.test(room)) {
				ends.put(room, forget(room, false));
			}
		}
		return Mono.whenDelayError(ends.values());
	}

	private Mono<Void> forget(String roomId, boolean leave) {
		this.following.remove(roomId);
		this.delivery.end(roomId);
		return endHere(roomId, leave);
	}

	private Mono<Void> endHere(String roomId, boolean leave) {
		this.read.remove(roomId);
		this.watch.answered(roomId);
		Mono<Void> idle = this.socket.forget(roomId, leave);
		// The socket does not know about a listener of a room that it forgot earlier.
		Mono<Void> end = this.ending.compute(roomId,
				(room, before) -> Mono.whenDelayError((before != null) ? List.of(before, idle) : List.of(idle))
					.onErrorComplete()
					.cache());
		end.doFinally((signal) -> this.ending.remove(roomId, end)).subscribe();
		return end;
	}

	/**
	 * Restarts a room at the group's position, because another replica has advanced it.
	 * @param roomId the id of the room
	 */
	void reload(String roomId) {
		endHere(roomId, false).doFinally((signal) -> this.thread.accept(() -> followHere(roomId))).subscribe();
	}

	// Called by the socket

	@Override
	public Mono<RoomPosition> load(String roomId) {
		return Mono.fromCallable(() -> {
			String value = this.read.remove(roomId);
			return resume(roomId, (value != null) ? value : watched(roomId, () -> get(roomId)));
		}).subscribeOn(this.blocking);
	}

	private @Nullable String get(String roomId) {
		String value = this.rooms.get(roomId);
		String last = this.delivery.lastKnown(roomId);
		if (value == null && last == null && isAwaited(roomId)) {
			logger.warn("The store has lost the position of the room {}: it starts over, and what was written "
					+ "in the meantime is not delivered", ErrorReader.excerpt(roomId));
			this.rooms.putBack(roomId, GroupRooms.NOW);
			return this.rooms.get(roomId);
		}
		if (last != null && !GroupRooms.isCursor(value) && !GroupRooms.LEFT.equals(value)) {
			logger.warn("The store has lost the position of the room {}: it goes on where it stood",
					ErrorReader.excerpt(roomId));
			this.rooms.putBack(roomId, last);
			return this.rooms.get(roomId);
		}
		return value;
	}

	@Override
	public Mono<RoomPosition> begin(String roomId, RoomPosition first) {
		return Mono.fromCallable(() -> {
			String value = watched(roomId, () -> this.rooms.begin(roomId, RoomCursor.of(first)));
			RoomPosition stored = resume(roomId, (value != null) ? value : get(roomId));
			if (stored == null) {
				throw new IllegalStateException("The room " + roomId + " has started over in the meantime");
			}
			return stored;
		}).subscribeOn(this.blocking);
	}

	/** Nothing else would report a room that waits for the store. */
	private @Nullable String watched(String roomId, Supplier<@Nullable String> call) {
		try {
			String value = call.get();
			this.watch.answered(roomId);
			return value;
		}
		catch (RuntimeException ex) {
			if (isAwaited(roomId)) {
				this.watch.failed(roomId, ex);
			}
			throw ex;
		}
	}

	private @Nullable RoomPosition resume(String roomId, @Nullable String value) {
		if (value == null || value.equals(GroupRooms.LEFT)) {
			throw new IllegalStateException("The room " + roomId + " does not belong to the group any more");
		}
		if (value.equals(GroupRooms.NOW) || value.equals(GroupRooms.NEW)) {
			return null;
		}
		try {
			return this.delivery.resume(roomId, value).position();
		}
		catch (RuntimeException ex) {
			throw new ChatDecodingException(
					"The store holds no position of the room, but '" + ErrorReader.excerpt(value) + "'", ex);
		}
	}

	@Override
	public void join(String roomId) {
		change(() -> this.rooms.join(roomId));
	}

	@Override
	public void leave(String roomId) {
		change(() -> this.rooms.leave(roomId));
	}

	private void change(Runnable change) {
		synchronized (this.changes) {
			this.changes.add(change);
		}
		this.thread.accept(() -> {
			storeChanges();
			lookAgain();
		});
	}

	/** Stores the application's changes, once there is a group. */
	void storeChanges() {
		while (this.begun) {
			Runnable change;
			synchronized (this.changes) {
				change = this.changes.peek();
			}
			if (change == null) {
				return;
			}
			change.run();
			synchronized (this.changes) {
				this.changes.poll();
			}
		}
	}

}
