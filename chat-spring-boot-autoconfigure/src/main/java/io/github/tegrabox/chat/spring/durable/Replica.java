package io.github.tegrabox.chat.spring.durable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.socket.session.ListenedSocket;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.listener.ListenerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * One process of a group that shares the rooms of a socket. Each shard of the rooms has
 * one leader: it joins the rooms and hands their messages to the listeners, starting from
 * the group's position. The other replicas are connected and wait. A replica is started
 * after the socket and stopped before it: listeners that are running may finish, and then
 * another replica takes over.
 * <p>
 * The whole election runs on one thread, which retries what fails.
 */
public final class Replica implements SmartLifecycle, ListenerTransactions, ReplicaState, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private static final Duration LONGEST_TICK = Duration.ofMillis(250);

	private static final Duration PAUSE_WITHOUT_STORE = Duration.ofSeconds(1);

	/** Time for the last leader to put back what it knows, before others begin anew. */
	private static final Duration PAUSE_FOR_THE_LAST_LEADER = Duration.ofSeconds(2);

	private static final Duration LOOK_AT_THREADS = Duration.ofMillis(200);

	private final SharedSocket socket;

	private final ReplicaSettings settings;

	private final GroupStore store;

	private final Clock clock;

	private final StoreWatch watch;

	private final CursorDelivery delivery;

	private final Election election;

	private final FollowedRooms followed;

	private final RoomKeeping keeping;

	/** Runs listeners that had to wait for others or for the store. */
	private final ExecutorService waiting;

	private final Intervals intervals = new Intervals();

	private @Nullable ScheduledExecutorService thread;

	private volatile boolean stopping;

	/** Whether there is a group. */
	private boolean begun;

	private boolean warm;

	/**
	 * Creates a replica. It does not access the store before it is started.
	 * @param socket the socket, whose rooms become those of the group
	 * @param client reads rooms
	 * @param store the store that the group shares
	 * @param settings the settings
	 * @param clock tells the time
	 */
	public Replica(SharedSocket socket, ReactiveChatClient client, GroupStore store, ReplicaSettings settings,
			Clock clock) {
		this.socket = socket;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.watch = new StoreWatch(clock);
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		AtomicInteger number = new AtomicInteger();
		this.waiting = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "chat-listener-waited-" + number.incrementAndGet());
			thread.setContextClassLoader(classLoader);
			thread.setDaemon(true);
			return thread;
		});
		GroupRooms rooms = new GroupRooms(store, settings.group());
		this.delivery = new CursorDelivery(store, rooms.space(), settings.lease(), this.watch, this.waiting,
				this::reload);
		this.followed = new FollowedRooms(socket, client, rooms, this.delivery, this.watch, this::leads, this::execute);
		this.election = new Election(store, settings, UUID.randomUUID().toString(),
				(shard) -> this.followed.forget((room) -> shard(room) == shard), this.followed::takenOver,
				this::execute);
		this.keeping = new RoomKeeping(client, store, settings, clock, rooms, this.followed, socket::isConnected,
				this::execute);
		socket.share(this.followed);
	}

	private void reload(String roomId) {
		this.followed.reload(roomId);
	}

	// ListenerTransactions

	@Override
	public Mono<Void> attempt(ChatEvent event, Runnable listeners) {
		return this.delivery.attempt(event, listeners);
	}

	@Override
	public boolean rollsBack() {
		return this.store.rollsBack();
	}

	@Override
	public void check() {
		this.store.check();
	}

	// ReplicaState

	@Override
	public Set<Integer> leading() {
		return this.election.leading();
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
		return !this.stopping && this.election.leads(shard(roomId));
	}

	// SmartLifecycle

	@Override
	public synchronized void start() {
		if (this.thread != null) {
			return;
		}
		this.stopping = false;
		this.begun = false;
		this.keeping.start();
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
		this.keeping.stop();
		Mono<Void> atRest = this.followed.forget((room) -> true).timeout(this.settings.shutdownTimeout());
		Mono.firstWithSignal(atRest, heldUpByItsEnd()).onErrorResume((ex) -> {
			logger.warn("Listeners are still at work on rooms that another replica takes over now; "
					+ "what they write through the store's transactions does not take effect");
			return Mono.empty();
		}).doFinally((signal) -> {
			current.execute(() -> {
				try {
					this.election.leave();
				}
				finally {
					callback.run();
				}
			});
			current.shutdown();
		}).subscribe();
	}

	/** Completes if a listener itself stops the application and so waits for this. */
	private Mono<Void> heldUpByItsEnd() {
		if (!(this.socket instanceof ListenedSocket listened)) {
			return Mono.never();
		}
		return Flux.interval(Duration.ZERO, LOOK_AT_THREADS)
			.onBackpressureDrop()
			.filter((tick) -> listened.isHeldUpByItsEnd())
			.next()
			.then();
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
	 * Stops the threads.
	 */
	@Override
	public void close() {
		stop();
		this.waiting.shutdown();
		this.followed.close();
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
				// It was just stopped; the task is left to other replicas.
			}
		}
	}

	private void guarded(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			storeFailed(ex);
		}
	}

	private void storeFailed(Throwable ex) {
		this.watch.failed(this, ex);
		this.intervals.done("failure");
	}

	private void tick() {
		if (this.stopping || !this.intervals.hasPassed("failure", PAUSE_WITHOUT_STORE)) {
			return;
		}
		try {
			turn();
			this.watch.answered(this);
		}
		catch (RuntimeException | Error ex) {
			// Errors, too, such as OutOfMemoryError; else there would be no next turn.
			storeFailed(ex);
			this.election.giveUpOldLeases();
		}
	}

	private void turn() {
		if (!this.begun) {
			if (this.socket.state() == ConnectionState.DISCONNECTED
					|| !this.intervals.hasPassed("lost", PAUSE_FOR_THE_LAST_LEADER) || !this.keeping.begin()) {
				return;
			}
			this.begun = true;
			this.followed.begin();
		}
		this.followed.storeChanges();
		this.election.renew();
		if (this.socket.isConnected()) {
			this.intervals.done("connected");
			contend();
		}
		else if (!this.election.leading().isEmpty() && this.intervals.isDue("connected", this.settings.lease())) {
			logger.info("Giving up the lead of the group '{}': the socket is {}", this.settings.group(),
					this.socket.state());
			this.election.stepDown();
		}
		if (!this.election.leading().isEmpty()) {
			if (!this.followed.look()) {
				beginAgain();
			}
			else if (this.election.leads(0)) {
				this.keeping.keep();
			}
		}
	}

	/** Also gives up the lead: beginning may take long, and others may be faster. */
	private void beginAgain() {
		boolean knows = !this.delivery.rooms().isEmpty();
		this.followed.beginAgain();
		this.begun = false;
		logger.warn("The store has lost the group '{}': it goes on from the positions that replicas know, and "
				+ "starts over in other rooms", this.settings.group());
		if (!knows) {
			this.intervals.done("lost");
		}
		this.election.stepDown();
	}

	private void contend() {
		if (this.settings.shards() > 1 && this.intervals.isDue("beat", this.settings.lease().dividedBy(8))) {
			this.election.balance();
		}
		if (this.election.contend()) {
			this.followed.startAgain();
		}
		else if (!this.warm && this.election.leading().isEmpty()) {
			this.warm = true;
			this.followed.warmUp();
		}
	}

}
