package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.internal.http.UnreadableItemsException;
import io.github.tegrabox.chat.model.Room;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Maintains the rooms of the group: begins it, adds new rooms of the project, and removes
 * positions of rooms that no longer exist. Used by one thread only.
 */
final class RoomKeeping {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(5);

	private static final Duration LISTING_LIMIT = Duration.ofMinutes(5);

	/** After how many failed lists the group begins with the rooms that can be read. */
	private static final int LISTINGS = 3;

	/** A longer list has no end, or is too long for one socket. */
	static final int MAX_ROOMS = 10_000;

	/** More shards than this do not make the list longer. */
	private static final int MOST_SOCKETS = 10;

	private static final Duration HOUSEKEEPING = Duration.ofHours(1);

	/** How many rooms are checked at a time for whether they still exist. */
	private static final int CALLS = 2;

	private final ReactiveChatClient client;

	private final GroupStore store;

	private final ReplicaSettings settings;

	private final Clock clock;

	private final GroupRooms rooms;

	private final FollowedRooms followed;

	private final BooleanSupplier connected;

	private final Consumer<Runnable> thread;

	private final Intervals intervals = new Intervals();

	/** How many rooms one socket per shard, and the memory for their list, allow. */
	private final int mostRooms;

	/** Whether the list is being read to find new rooms. */
	private final AtomicBoolean discovering = new AtomicBoolean();

	/** Whether it was logged that some rooms cannot be read. */
	private boolean unreadable;

	/** Whether it was logged that there are too many rooms. */
	private boolean full;

	/** Emits when nobody waits for a list any more. */
	private volatile Sinks.Empty<Void> stopped = Sinks.empty();

	private int failedListings;

	/** Whether it was logged that rooms cannot be listed; reset once they can. */
	private boolean failing;

	/**
	 * Creates the object for one group.
	 * @param client the client that reads the project's rooms
	 * @param store the store of the group
	 * @param settings the settings
	 * @param clock the clock
	 * @param rooms the rooms of the group
	 * @param followed the rooms that are followed here
	 * @param connected whether the socket is connected; if not, the socket itself logs
	 * the outage
	 * @param thread runs a task on the one thread
	 */
	RoomKeeping(ReactiveChatClient client, GroupStore store, ReplicaSettings settings, Clock clock, GroupRooms rooms,
			FollowedRooms followed, BooleanSupplier connected, Consumer<Runnable> thread) {
		this.client = client;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.rooms = rooms;
		this.followed = followed;
		this.connected = connected;
		this.thread = thread;
		this.mostRooms = MAX_ROOMS * Math.min(settings.shards(), MOST_SOCKETS);
	}

	void start() {
		this.stopped = Sinks.empty();
	}

	/** Stops waiting for a list. May be called from any thread. */
	void stop() {
		this.stopped.tryEmitEmpty();
	}

	/**
	 * Begins the group with the existing rooms, unless it has begun.
	 * @return whether there is a group now
	 */
	boolean begin() {
		if (this.rooms.hasBegun()) {
			this.rooms.add(this.settings.rooms());
			return true;
		}
		List<String> all = new ArrayList<>(this.settings.rooms());
		Instant begin = this.clock.instant();
		if (this.settings.everyRoom()) {
			Listing found = list();
			if (found == null) {
				return false;
			}
			found.rooms().forEach((room) -> all.add(room.id()));
			// By the server's clock: rooms created later are newer than all of these.
			begin = found.rooms()
				.stream()
				.map(Room::createdAt)
				.filter((created) -> created != null && (found.complete() || created.isAfter(this.clock.instant())))
				.max(Instant::compareTo)
				.orElse(found.complete() ? Instant.EPOCH : begin);
		}
		this.rooms.begin(all, begin);
		this.rooms.hasBegun();
		return true;
	}

	private @Nullable Listing list() {
		if (!this.intervals.isDue("listing", BETWEEN_LISTINGS)) {
			return null;
		}
		Listing found = listing().takeUntilOther(this.stopped.asMono()).block();
		if (found == null) {
			return null;
		}
		if (told(found, "the group '" + this.settings.group() + "' cannot begin")) {
			return found;
		}
		boolean nothing = found.rooms().isEmpty() && this.settings.rooms().isEmpty();
		if (++this.failedListings < LISTINGS || nothing || !this.connected.getAsBoolean()) {
			return null;
		}
		logger.warn("The group '{}' begins without those rooms of the project that cannot be listed; "
				+ "they join it as soon as they can be listed", this.settings.group());
		return found;
	}

	/** Rooms that cannot be read must not keep the others from the group. */
	private Mono<Listing> listing() {
		return Mono.defer(() -> {
			List<Room> found = Collections.synchronizedList(new ArrayList<>());
			return Flux.defer(() -> this.client.rooms().listAll())
				.take(this.mostRooms + 1L)
				.doOnNext(found::add)
				.then(Mono.fromSupplier(() -> listing(found, null)))
				.timeout(LISTING_LIMIT)
				.onErrorResume((ex) -> Mono.just(listing(found, ex)));
		});
	}

	private Listing listing(List<Room> found, @Nullable Throwable failure) {
		List<Room> rooms = List.copyOf(found);
		return (rooms.size() <= this.mostRooms) ? new Listing(rooms, false, failure)
				: new Listing(rooms.subList(0, this.mostRooms), true, failure);
	}

	/**
	 * Logs what is missing in a list.
	 * @return whether the list could be read to its end
	 */
	private boolean told(Listing found, String consequence) {
		Throwable failure = found.failure();
		if (failure != null && !(failure instanceof UnreadableItemsException)) {
			warn(consequence, failure);
			return false;
		}
		this.failing = false;
		if (failure != null && !this.unreadable) {
			this.unreadable = true;
			logger.warn("Some rooms of the project cannot be read and do not belong to the group: {}",
					failure.getMessage());
		}
		if (found.full()) {
			tellFull();
		}
		return true;
	}

	private void tellFull() {
		if (!this.full) {
			this.full = true;
			logger.warn(
					"The project has more than {} rooms: the others do not belong to the group '{}'. "
							+ "Name those that matter in 'chat.socket.rooms', or raise 'chat.socket.shards'",
					this.mostRooms, this.settings.group());
		}
	}

	/** Maintains the rooms; called on the leader of the first shard. */
	void keep() {
		if (this.settings.everyRoom()) {
			if (!this.discovering.get() && this.intervals.isDue("discovery", this.settings.roomDiscoveryInterval())) {
				this.discovering.set(true);
				listing().doFinally((signal) -> this.discovering.set(false))
					.subscribe((found) -> this.thread.accept(() -> discovered(found)));
			}
		}
		else if (this.intervals.isDue("housekeeping", HOUSEKEEPING)) {
			findGoneRooms(this.followed.known());
		}
	}

	private void warn(String consequence, Throwable ex) {
		boolean outage = ex instanceof ChatNetworkException || ex instanceof ChatServerException;
		if (this.failing || (outage && !this.connected.getAsBoolean())) {
			logger.debug("The rooms of the project still cannot be listed", ex);
			return;
		}
		this.failing = true;
		logger.warn("The rooms of the project cannot be listed, so {}; trying again ({})", consequence, ex.toString());
	}

	private void discovered(Listing listing) {
		told(listing, "new ones are not joined");
		Set<String> known = this.followed.known();
		List<Room> added = listing.rooms().stream().filter((room) -> !known.contains(room.id())).toList();
		int free = Math.max(0, this.mostRooms - known.size());
		if (added.size() > free) {
			tellFull();
			added = added.subList(0, free);
		}
		if (this.rooms.discover(added, known)) {
			this.followed.lookAgain();
		}
		// A room that could not be read may be any of them, and is not gone.
		if (listing.failure() == null && this.intervals.isDue("housekeeping", HOUSEKEEPING)) {
			Set<String> missing = new HashSet<>(known);
			listing.rooms().forEach((room) -> missing.remove(room.id()));
			// Gone, or beyond the limit, or never listed, such as a private one.
			findGoneRooms(missing);
		}
	}

	private void findGoneRooms(Set<String> among) {
		Flux.fromIterable(Set.copyOf(among))
			.flatMap((room) -> Mono.defer(() -> this.client.rooms().get(room))
				.flatMap((present) -> Mono.<String>empty())
				.onErrorResume(ChatNotFoundException.class, (ex) -> Mono.just(room))
				.onErrorComplete(), CALLS)
			.collectList()
			.subscribe((gone) -> this.thread.accept(() -> clean(new HashSet<>(gone))));
	}

	private void clean(Set<String> gone) {
		for (String room : this.rooms.gone()) {
			if (!gone.contains(room)) {
				this.rooms.back(room);
			}
		}
		Instant before = gone.isEmpty() ? Instant.EPOCH : this.store.now().minus(this.settings.retention());
		gone.forEach((room) -> this.rooms.gone(room, before));
	}

	/**
	 * The rooms of the project.
	 *
	 * @param rooms the rooms that could be read
	 * @param full whether there are more than are supported
	 * @param failure why others could not be read
	 */
	private record Listing(List<Room> rooms, boolean full, @Nullable Throwable failure) {

		boolean complete() {
			return !this.full && this.failure == null;
		}

	}

}
