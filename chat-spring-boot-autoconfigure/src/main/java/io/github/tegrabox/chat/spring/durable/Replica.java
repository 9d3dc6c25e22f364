package io.github.tegrabox.chat.spring.durable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.listener.ListenerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;

/**
 * One process of a group that shares the rooms of a socket. In each part of the rooms one
 * of them leads: it joins the rooms and hands their messages on, each from where the
 * group stands. The others are connected and wait. Started after the socket and stopped
 * before it: then listeners at work may finish, and another replica takes over.
 * <p>
 * All of the election is on one thread; it begins anew what fails.
 */
public final class Replica implements SmartLifecycle, ListenerTransactions, ReplicaState, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private static final Duration LONGEST_TICK = Duration.ofMillis(250);

	private static final Duration LOOK = Duration.ofMillis(500);

	private static final Duration PAUSE_WITHOUT_STORE = Duration.ofSeconds(1);

	private static final Duration PAUSE_WITHOUT_ROOMS = Duration.ofSeconds(5);

	private static final Duration HOUSEKEEPING = Duration.ofHours(1);

	private static final Duration LISTING_LIMIT = Duration.ofMinutes(5);

	private static final int CALLS = 4;

	private final String id = UUID.randomUUID().toString();

	private final SharedSocket socket;

	private final ReactiveChatClient client;

	private final ReplicaSettings settings;

	private final GroupStore store;

	private final Clock clock;

	private final GroupRooms rooms;

	private final Members members;

	private final StoreWatch watch;

	private final CursorDelivery delivery;

	private final Scheduler blocking;

	/** Runs listeners that had to wait for others, or for the store. */
	private final ExecutorService waiting;

	private final Shared shared = new Shared();

	/** What is led, with the time of the last renewal by {@link System#nanoTime}. */
	private final Map<Integer, Long> leading = new ConcurrentHashMap<>();

	/** What was read of rooms that are about to be followed. */
	private final Map<String, String> read = new ConcurrentHashMap<>();

	private final Set<String> following = ConcurrentHashMap.newKeySet();

	/** Rooms that end, with listeners that may be at work. */
	private final Map<String, Mono<Void>> ending = new ConcurrentHashMap<>();

	/** Leases that ran out while the store could not be told. */
	private final Set<Integer> lapsed = new HashSet<>();

	/** Changes by the application that are not stored yet, in their order. */
	private final Queue<Runnable> changes = new ArrayDeque<>();

	private final Map<Integer, Long> notBefore = new HashMap<>();

	private Set<String> known = Set.of();

	private long revision;

	private int memberCount = 1;

	private final Map<String, Long> lastTimes = new HashMap<>();

	private @Nullable ReplicaLocks locks;

	private @Nullable ScheduledExecutorService thread;

	private volatile boolean stopping;

	private volatile boolean configured;

	/**
	 * Creates a replica. Nothing is asked of the store before it is started.
	 * @param socket the socket, which gives its rooms away
	 * @param client reads rooms
	 * @param store what the group has in common
	 * @param settings the settings
	 * @param clock tells the time
	 */
	public Replica(SharedSocket socket, ReactiveChatClient client, GroupStore store, ReplicaSettings settings,
			Clock clock) {
		this.socket = socket;
		this.client = client;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.rooms = new GroupRooms(store, settings.group());
		this.members = new Members(store, settings.group(), this.id, settings.lease().multipliedBy(3).dividedBy(4));
		this.watch = new StoreWatch(clock);
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		AtomicInteger number = new AtomicInteger();
		this.waiting = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "chat-listener-waited-" + number.incrementAndGet());
			thread.setContextClassLoader(classLoader);
			thread.setDaemon(true);
			return thread;
		});
		this.delivery = new CursorDelivery(store, this.rooms.space(), settings.lease(), this.watch, this.waiting,
				this::reload);
		this.blocking = Schedulers.newBoundedElastic(CALLS, Integer.MAX_VALUE, "chat-positions", 10, true);
		socket.share(this.shared);
	}

	// Listeners

	@Override
	public Mono<Void> attempt(ChatEvent event, Runnable listeners) {
		return this.delivery.attempt(event, listeners);
	}

	@Override
	public boolean rollsBack() {
		return this.store.rollsBack();
	}

	// What it looks like from outside

	@Override
	public Set<Integer> leading() {
		return Set.copyOf(this.leading.keySet());
	}

	@Override
	public String group() {
		return this.settings.group();
	}

	@Override
	public int shards() {
		return this.settings.shards();
	}

	@Override
	public Duration lag() {
		return this.delivery.lag(this.clock.instant());
	}

	@Override
	public long conflicts() {
		return this.delivery.conflicts();
	}

	@Override
	public @Nullable Instant storeFailingSince() {
		return this.watch.failingSince();
	}

	@Override
	public @Nullable String storeProblem() {
		return this.watch.problem();
	}

	@Override
	public Map<String, Position> positions() {
		Map<String, Position> positions = new TreeMap<>();
		Instant now = this.clock.instant();
		this.delivery.rooms().forEach((room, state) -> {
			List<RoomCursor.Entry> window = state.cursor().window();
			RoomCursor.Entry last = window.isEmpty() ? null : window.get(window.size() - 1);
			Instant since = state.since();
			positions.put(room,
					new Position(shard(room), state.cursor().version(), (last != null) ? last.id() : null,
							(last != null) ? last.time() : null,
							(since != null && since.isBefore(now)) ? Duration.between(since, now) : Duration.ZERO));
		});
		return positions;
	}

	private int shard(String roomId) {
		CRC32 hash = new CRC32();
		hash.update(roomId.getBytes(StandardCharsets.UTF_8));
		return (int) (hash.getValue() % this.settings.shards());
	}

	private boolean leads(String roomId) {
		return !this.stopping && this.leading.containsKey(shard(roomId));
	}

	// Life

	@Override
	public synchronized void start() {
		if (this.thread != null) {
			return;
		}
		this.stopping = false;
		this.configured = false;
		ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread made = new Thread(task, "chat-replica");
			made.setDaemon(true);
			return made;
		});
		this.thread = started;
		Duration eighth = this.settings.lease().dividedBy(8);
		long tick = (eighth.compareTo(LONGEST_TICK) < 0) ? eighth.toMillis() : LONGEST_TICK.toMillis();
		var unused = started.scheduleWithFixedDelay(this::tick, 0, tick, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public synchronized void stop(Runnable callback) {
		ScheduledExecutorService current = this.thread;
		if (current == null) {
			callback.run();
			return;
		}
		this.thread = null;
		this.stopping = true;
		List<Mono<Void>> ends = new ArrayList<>();
		for (String room : Set.copyOf(this.following)) {
			ends.add(forget(room, false));
		}
		Mono.whenDelayError(ends).timeout(this.settings.shutdownTimeout()).onErrorResume((ex) -> {
			logger.warn("Listeners are still at work on rooms that another replica takes over now; "
					+ "what they write through the store's transactions does not take effect");
			return Mono.empty();
		}).doFinally((signal) -> {
			current.execute(() -> {
				try {
					handOver();
				}
				finally {
					callback.run();
				}
			});
			current.shutdown();
		}).subscribe();
	}

	private void handOver() {
		try {
			Set.copyOf(this.leading.keySet()).forEach(this::release);
			if (this.settings.shards() > 1) {
				this.members.leave();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The lead could not be handed over; another replica takes it in {}", this.settings.lease(), ex);
		}
		finally {
			this.leading.clear();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return ChatSocketLifecycle.PHASE + 1;
	}

	/**
	 * Ends the threads.
	 */
	@Override
	public void close() {
		stop();
		this.waiting.shutdown();
		this.blocking.dispose();
	}

	private void execute(Runnable task) {
		ScheduledExecutorService current;
		synchronized (this) {
			current = this.thread;
		}
		if (current != null) {
			try {
				current.execute(() -> guarded(task));
			}
			catch (RejectedExecutionException ex) {
				// Stopped a moment ago: it is for others to do.
			}
		}
	}

	private void guarded(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			this.lastTimes.put("pause", System.nanoTime());
		}
	}

	// The election

	private void tick() {
		if (this.stopping || !isDue("pause", PAUSE_WITHOUT_STORE)) {
			return;
		}
		try {
			elect();
			this.watch.answered();
			this.lastTimes.remove("pause");
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			this.lastTimes.put("pause", System.nanoTime());
			giveUpOldLeases();
		}
	}

	/** Whether something was not done for a while; notes that it is being done now. */
	private boolean isDue(String what, Duration interval) {
		long now = System.nanoTime();
		Long last = this.lastTimes.get(what);
		if (last != null && now - last < interval.toNanos()) {
			return false;
		}
		if (!what.equals("pause")) {
			this.lastTimes.put(what, now);
		}
		return true;
	}

	private void elect() {
		if (!this.configured && (this.socket.state() == ConnectionState.DISCONNECTED || !configure())) {
			return;
		}
		store(this.changes);
		renew();
		boolean eligible = this.socket.isConnected();
		if (eligible) {
			this.lastTimes.put("connected", System.nanoTime());
		}
		else if (!this.leading.isEmpty() && isDue("connected", this.settings.lease())) {
			logger.info("Giving up the lead of the group '{}': the socket is {}", this.settings.group(),
					this.socket.state());
			stepDown();
		}
		if (this.settings.shards() > 1 && eligible && isDue("beat", this.settings.lease().dividedBy(8))) {
			this.memberCount = this.members.beat();
			balance();
		}
		if (eligible) {
			contend();
		}
		if (!this.leading.isEmpty()) {
			lead();
		}
	}

	private void stepDown() {
		for (int shard : Set.copyOf(this.leading.keySet())) {
			handOver(shard);
		}
	}

	private void handOver(int shard) {
		this.leading.remove(shard);
		endOf(shard).timeout(this.settings.shutdownTimeout())
			.onErrorComplete()
			.doFinally((signal) -> execute(() -> locks().release(shard)))
			.subscribe();
	}

	private boolean configure() {
		if (this.locks == null) {
			this.locks = new ReplicaLocks(this.store.locks(this.settings.lease()), this.settings.group());
		}
		if (this.rooms.hasBegun()) {
			this.rooms.add(this.settings.rooms());
		}
		else {
			List<String> all = new ArrayList<>(this.settings.rooms());
			Instant begin = this.clock.instant();
			if (this.settings.everyRoom()) {
				List<Room> found = listRooms();
				if (found == null) {
					return false;
				}
				found.forEach((room) -> all.add(room.id()));
				// By the server's clock: later ones are younger than all these.
				begin = found.stream()
					.map(Room::createdAt)
					.filter((created) -> created != null)
					.max(Instant::compareTo)
					.orElse(Instant.EPOCH);
			}
			this.rooms.begin(all, begin);
			this.rooms.hasBegun();
		}
		this.configured = true;
		return true;
	}

	private @Nullable List<Room> listRooms() {
		if (!isDue("listing", PAUSE_WITHOUT_ROOMS)) {
			return null;
		}
		try {
			return this.client.rooms().listAll().collectList().block(LISTING_LIMIT);
		}
		catch (RuntimeException ex) {
			logger.warn(
					"The rooms of the project cannot be listed, so that the group '{}' cannot begin; trying on ({})",
					this.settings.group(), ex.toString());
			return null;
		}
	}

	private void store(Queue<Runnable> pending) {
		while (true) {
			Runnable change;
			synchronized (pending) {
				change = pending.peek();
			}
			if (change == null) {
				return;
			}
			change.run();
			synchronized (pending) {
				pending.poll();
			}
		}
	}

	private ReplicaLocks locks() {
		ReplicaLocks current = this.locks;
		if (current == null) {
			throw new IllegalStateException("No locks yet");
		}
		return current;
	}

	private void renew() {
		long quarter = this.settings.lease().dividedBy(4).toNanos();
		for (Map.Entry<Integer, Long> lead : Map.copyOf(this.leading).entrySet()) {
			long now = System.nanoTime();
			if (now - lead.getValue() >= quarter) {
				if (locks().renew(lead.getKey())) {
					this.leading.put(lead.getKey(), now);
				}
				else {
					logger.warn("Shard {} of the group '{}' has been taken over by another replica", lead.getKey(),
							this.settings.group());
					release(lead.getKey());
					end(lead.getKey());
				}
			}
		}
	}

	/** The cursors would keep it from doing harm; but there is no use in going on. */
	private void giveUpOldLeases() {
		long now = System.nanoTime();
		for (Map.Entry<Integer, Long> lead : Map.copyOf(this.leading).entrySet()) {
			if (now - lead.getValue() > this.settings.lease().toNanos()) {
				this.leading.remove(lead.getKey());
				this.lapsed.add(lead.getKey());
				end(lead.getKey());
			}
		}
	}

	private int fairShare() {
		return (this.settings.shards() + this.memberCount - 1) / this.memberCount;
	}

	private void balance() {
		if (this.leading.size() > fairShare()) {
			int shard = this.leading.keySet().iterator().next();
			logger.info("Handing shard {} of the group '{}' over to another replica", shard, this.settings.group());
			this.notBefore.put(shard, System.nanoTime() + this.settings.lease().toNanos());
			handOver(shard);
		}
	}

	private void contend() {
		for (int shard = 0; shard < this.settings.shards() && this.leading.size() < fairShare(); shard++) {
			Long earliest = this.notBefore.get(shard);
			if (this.leading.containsKey(shard) || (earliest != null && System.nanoTime() - earliest < 0)) {
				continue;
			}
			if (this.lapsed.contains(shard)) {
				locks().release(shard);
				this.lapsed.remove(shard);
			}
			if (locks().acquire(shard)) {
				this.notBefore.remove(shard);
				this.leading.put(shard, System.nanoTime());
				logger.info("Leading shard {} of the group '{}'", shard, this.settings.group());
				this.revision = 0;
			}
		}
	}

	private void release(int shard) {
		this.leading.remove(shard);
		locks().release(shard);
	}

	private void end(int shard) {
		endOf(shard).subscribe();
	}

	private Mono<Void> endOf(int shard) {
		List<Mono<Void>> ends = new ArrayList<>();
		for (String room : Set.copyOf(this.following)) {
			if (shard(room) == shard) {
				ends.add(forget(room, false));
			}
		}
		return Mono.whenDelayError(ends);
	}

	// The rooms

	private void lead() {
		if (this.revision == 0 || isDue("look", LOOK)) {
			long current = this.rooms.revision();
			if (current != this.revision) {
				followAll();
				this.revision = current;
			}
		}
		if (this.leading.containsKey(0)) {
			if (this.settings.everyRoom() && isDue("discovery", this.settings.roomDiscoveryInterval())) {
				this.client.rooms()
					.listAll()
					.collectList()
					.subscribe((found) -> execute(() -> discovered(found)),
							(ex) -> logger.warn(
									"The rooms of the project cannot be listed, so that new ones are not joined ({})",
									ex.toString()));
			}
			if (!this.settings.everyRoom() && isDue("housekeeping", HOUSEKEEPING)) {
				findGoneRooms();
			}
		}
	}

	private void followAll() {
		Map<String, String> all = this.rooms.list();
		this.known = new HashSet<>(all.keySet());
		for (Map.Entry<String, String> room : all.entrySet()) {
			if (room.getValue().equals(GroupRooms.LEFT)) {
				if (this.following.contains(room.getKey())) {
					forget(room.getKey(), true).subscribe();
				}
			}
			else if (leads(room.getKey()) && !this.following.contains(room.getKey())) {
				follow(room.getKey(), room.getValue());
			}
		}
		for (String room : Set.copyOf(this.following)) {
			if (!all.containsKey(room)) {
				forget(room, false).subscribe();
			}
		}
	}

	private void follow(String roomId, String value) {
		if (!this.following.add(roomId)) {
			return;
		}
		if (value.equals(GroupRooms.NEW)) {
			// Of a room that was created after the group had begun, nothing is left out.
			this.client.rooms()
				.get(roomId)
				.map(this.rooms::isCreatedLater)
				.onErrorReturn(false)
				.subscribe((later) -> execute(() -> begin(roomId, later)));
			return;
		}
		if (GroupRooms.isCursor(value)) {
			this.read.put(roomId, value);
		}
		followHere(roomId);
	}

	private void begin(String roomId, boolean atBeginning) {
		try {
			if (atBeginning) {
				this.rooms.beginAtBeginning(roomId);
			}
			followHere(roomId);
		}
		catch (RuntimeException ex) {
			this.following.remove(roomId);
			this.revision = 0;
			throw ex;
		}
	}

	private void followHere(String roomId) {
		if (!leads(roomId) || !this.following.contains(roomId)) {
			return;
		}
		Mono<Void> end = this.ending.get(roomId);
		if (end != null) {
			// A listener that is still at work on it must not meet the new position.
			end.doFinally((signal) -> execute(() -> followHere(roomId))).subscribe();
			return;
		}
		this.socket.follow(roomId);
	}

	private Mono<Void> forget(String roomId, boolean leave) {
		this.following.remove(roomId);
		this.delivery.end(roomId);
		return endHere(roomId, leave);
	}

	private Mono<Void> endHere(String roomId, boolean leave) {
		this.read.remove(roomId);
		Mono<Void> end = this.socket.forget(roomId, leave).onErrorComplete().cache();
		this.ending.put(roomId, end);
		end.doFinally((signal) -> this.ending.remove(roomId, end)).subscribe();
		return end;
	}

	/** Somebody else has moved on: begins anew where the group stands. */
	private void reload(String roomId) {
		endHere(roomId, false).doFinally((signal) -> execute(() -> followHere(roomId))).subscribe();
	}

	private void discovered(List<Room> found) {
		if (this.leading.containsKey(0)) {
			if (this.rooms.discover(found, this.known)) {
				this.lastTimes.remove("look");
			}
			if (isDue("housekeeping", HOUSEKEEPING)) {
				Set<String> gone = new HashSet<>(this.known);
				found.forEach((room) -> gone.remove(room.id()));
				clean(gone);
			}
		}
	}

	private void findGoneRooms() {
		Flux.fromIterable(Set.copyOf(this.known))
			.flatMap((room) -> this.client.rooms()
				.get(room)
				.flatMap((present) -> Mono.<String>empty())
				.onErrorResume(ChatNotFoundException.class, (ex) -> Mono.just(room))
				.onErrorComplete(), 2)
			.collectList()
			.subscribe((gone) -> execute(() -> clean(new HashSet<>(gone))));
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

	/** What the socket sees of the group. */
	private final class Shared implements SharedRooms {

		@Override
		public Mono<RoomPosition> load(String roomId) {
			return Mono.fromCallable(() -> {
				String value = Replica.this.read.remove(roomId);
				return resume(roomId, (value != null) ? value : Replica.this.rooms.get(roomId));
			}).subscribeOn(Replica.this.blocking);
		}

		@Override
		public Mono<RoomPosition> begin(String roomId, RoomPosition first) {
			return Mono.fromCallable(() -> resume(roomId, Replica.this.rooms.begin(roomId, RoomCursor.of(first))))
				.subscribeOn(Replica.this.blocking);
		}

		private @Nullable RoomPosition resume(String roomId, @Nullable String value) {
			if (value == null || value.equals(GroupRooms.LEFT)) {
				throw new IllegalStateException("The room " + roomId + " does not belong to the group any more");
			}
			return GroupRooms.isCursor(value) ? Replica.this.delivery.resume(roomId, value).position() : null;
		}

		@Override
		public void join(String roomId) {
			change(() -> Replica.this.rooms.join(roomId));
		}

		@Override
		public void leave(String roomId) {
			change(() -> Replica.this.rooms.leave(roomId));
		}

		private void change(Runnable change) {
			synchronized (Replica.this.changes) {
				Replica.this.changes.add(change);
			}
			execute(() -> {
				if (Replica.this.configured) {
					store(Replica.this.changes);
					Replica.this.lastTimes.remove("look");
				}
			});
		}

	}

}
