package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a socket. A state machine without threads and clocks that gets one input
 * at a time.
 */
public final class Rooms {

	/** The average time between two rooms that are read while there is no connection. */
	static final Duration POLL_PACE = Duration.ofMillis(50);

	private static final int MAX_UNJOINED = 1000;

	/** The most events that may wait in rooms that nobody joined. */
	private static final int MAX_UNJOINED_EVENTS = 10_000;

	private static final int MAX_LEFT = 1000;

	private final RoomEffects effects;

	private final RecoveryPolicy policy;

	private final Dispatcher dispatcher;

	private final SocketCounters counters;

	private final HistoryCalls history;

	private final RoomJoins joins;

	private final FirstMessage firstMessage;

	private final Map<String, RoomFeed> feeds = new LinkedHashMap<>();

	private final UnreadableEvents unreadableEvents;

	/** Rooms whose events come although nobody joined them, the most recent last. */
	private final Map<String, RoomFeed> unjoined = new LinkedHashMap<>(16, 0.75f, true);

	/** Rooms last left on this connection, whose events may still be on their way. */
	private final Set<String> left = new LinkedHashSet<>();

	/** The rooms that are joined now, for any thread. */
	private final Set<String> joined = ConcurrentHashMap.newKeySet();

	/** The rooms whose join was refused, and why, for any thread. */
	private final Map<String, String> refused = new ConcurrentHashMap<>();

	/** Since when rooms wait for their history, for any thread. */
	private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

	/** The rooms whose join is not answered and may never be, for any thread. */
	private final Set<String> unsure = ConcurrentHashMap.newKeySet();

	private @Nullable SharedRooms shared;

	private boolean linked;

	/** Whether a connection is wanted. */
	private boolean preparing;

	private Runnable cancelPoll = () -> {
	};

	/** What waits for the rooms to be ready. */
	private @Nullable Runnable whenReady;

	/**
	 * Creates an empty set of rooms.
	 * @param effects the effects on the environment
	 * @param policy how rooms recover
	 * @param ackTimeout how long to wait for the acknowledgement of a join
	 * @param dispatcher creates the lanes
	 * @param counters the counters
	 */
	public Rooms(RoomEffects effects, RecoveryPolicy policy, Duration ackTimeout, Dispatcher dispatcher,
			SocketCounters counters) {
		this.effects = effects;
		this.policy = policy;
		this.dispatcher = dispatcher;
		this.counters = counters;
		this.history = new HistoryCalls(effects);
		this.joins = new RoomJoins(effects, ackTimeout);
		this.unreadableEvents = new UnreadableEvents(effects, this.feeds.values());
		this.firstMessage = new FirstMessage(effects, ackTimeout,
				policy.enabled() ? policy.pollAfter() : Duration.ZERO);
	}

	RoomEffects effects() {
		return this.effects;
	}

	HistoryCalls history() {
		return this.history;
	}

	RoomJoins joins() {
		return this.joins;
	}

	FirstMessage firstMessage() {
		return this.firstMessage;
	}

	UnreadableEvents unreadableEvents() {
		return this.unreadableEvents;
	}

	@Nullable SharedRooms shared() {
		return this.shared;
	}

	/**
	 * Gives the rooms to a group of processes, before there are any.
	 * @param rooms the group's rooms
	 */
	public void share(SharedRooms rooms) {
		this.shared = rooms;
	}

	/**
	 * Returns the rooms that are joined on the current connection. Thread-safe.
	 * @return their ids, a snapshot
	 */
	public Set<String> joined() {
		return Set.copyOf(this.joined);
	}

	/**
	 * Returns the rooms whose join the server refused, with the code of the refusal.
	 * Thread-safe.
	 * @return the codes by id, a snapshot
	 */
	public Map<String, String> refused() {
		return Map.copyOf(this.refused);
	}

	/**
	 * Returns the joined rooms that have waited for their history for some time.
	 * Thread-safe.
	 * @return the start of the wait by id, a snapshot
	 */
	public Map<String, Instant> waiting() {
		Map<String, Instant> result = new HashMap<>(this.waiting);
		result.keySet().retainAll(this.joined);
		return result;
	}

	/**
	 * Notes that a room waits for its history.
	 * @return whether it did not wait before
	 */
	boolean waits(String roomId) {
		return this.waiting.putIfAbsent(roomId, this.effects.timer().now()) == null;
	}

	void goesOn(String roomId) {
		this.waiting.remove(roomId);
	}

	/**
	 * Returns whether the join of a room is answered, or no longer waited for.
	 * Thread-safe.
	 * @param roomId the id of the room
	 * @return whether it is
	 */
	public boolean isSettled(String roomId) {
		return this.joined.contains(roomId) || this.refused.containsKey(roomId) || this.unsure.contains(roomId);
	}

	/**
	 * Lets sends to a room no longer wait for the answer to its join, which may never
	 * come.
	 */
	void waitNoLonger(String roomId) {
		this.unsure.add(roomId);
		this.effects.settled();
	}

	/**
	 * Notes the outcome of a join.
	 * @param roomId the id of the room
	 * @param code why it was refused; empty if it was not, {@code null} if that is not
	 * known
	 */
	void changed(String roomId, @Nullable String code) {
		if (code == null || !code.isEmpty()) {
			this.joined.remove(roomId);
		}
		else {
			this.joined.add(roomId);
		}
		if (code == null || code.isEmpty()) {
			this.refused.remove(roomId);
		}
		else {
			this.refused.put(roomId, code);
		}
		this.unsure.remove(roomId);
		if (code != null) {
			this.effects.settled();
		}
	}

	/**
	 * Adds a room, and joins it if there is a connection. A room that the server refused
	 * is joined again.
	 * @param roomId the id of the room
	 */
	public void join(String roomId) {
		RoomFeed known = this.feeds.get(roomId);
		if (known != null) {
			known.joinAgain();
			return;
		}
		RoomFeed unasked = this.unjoined.remove(roomId);
		Lane lane = (unasked != null) ? unasked.lane() : this.dispatcher.addLane();
		RoomFeed feed = new RoomFeed(roomId, lane, this, this.policy, this.counters);
		this.feeds.put(roomId, feed);
		if (this.left.remove(roomId)) {
			feed.expectEventsFromBefore();
		}
		if (this.linked) {
			feed.linkUp();
		}
		else if (this.preparing) {
			feed.prepare();
		}
	}

	/**
	 * Leaves a room and forgets it.
	 * @param roomId the id of the room
	 */
	public void leave(String roomId) {
		Lane lane = remove(roomId, true);
		if (lane != null) {
			this.dispatcher.retire(lane);
		}
	}

	/**
	 * Forgets a room at once: its queued events no longer reach the listeners.
	 * @param roomId the id of the room
	 * @param leave whether to tell the server
	 * @param idle called when no listener is running for the room any more
	 */
	public void forget(String roomId, boolean leave, Runnable idle) {
		Lane lane = remove(roomId, leave);
		if (lane != null) {
			lane.close(idle);
		}
		else {
			idle.run();
		}
	}

	private @Nullable Lane remove(String roomId, boolean leave) {
		RoomFeed feed = this.feeds.remove(roomId);
		if (feed == null) {
			return null;
		}
		feed.linkDown();
		feed.rest();
		this.joins.forget(roomId);
		this.history.forget(roomId);
		changed(roomId, null);
		if (this.linked) {
			this.left.add(roomId);
			if (this.left.size() > MAX_LEFT) {
				this.left.remove(this.left.iterator().next());
			}
			if (leave) {
				this.effects.leave(roomId);
			}
		}
		settled();
		return feed.lane();
	}

	/**
	 * Gets ready for a connection that is wanted from now on, so that nothing is missed
	 * that is written while it is being made.
	 */
	public void prepare() {
		if (!this.preparing) {
			this.preparing = true;
			pollLater();
		}
		this.feeds.values().forEach(RoomFeed::prepare);
	}

	/**
	 * Stops everything: no connection is wanted any more.
	 */
	public void rest() {
		this.preparing = false;
		linkDown();
		this.cancelPoll.run();
		this.feeds.values().forEach(RoomFeed::rest);
	}

	/**
	 * Waits, for a few seconds at most, until all rooms are ready for a connection.
	 * @param then what to do then; replaces what still waited before
	 */
	public void whenReady(Runnable then) {
		this.whenReady = then;
		settled();
	}

	void settled() {
		Runnable then = this.whenReady;
		if (then != null && this.feeds.values().stream().noneMatch(RoomFeed::isAwaited)) {
			this.whenReady = null;
			then.run();
		}
	}

	/**
	 * Joins every room on a new connection, in the order in which they were added.
	 */
	public void linkUp() {
		this.linked = true;
		this.left.clear();
		this.unreadableEvents.linkUp();
		this.cancelPoll.run();
		this.feeds.values().forEach(RoomFeed::linkUp);
		Set<String> looked = new HashSet<>();
		this.firstMessage.linkUp(() -> nextToLookAt(looked));
	}

	private @Nullable RoomFeed nextToLookAt(Set<String> looked) {
		List<String> quiet = this.feeds.entrySet()
			.stream()
			.filter((room) -> room.getValue().isQuiet())
			.map(Map.Entry::getKey)
			.toList();
		if (looked.containsAll(quiet)) {
			looked.clear();
		}
		return quiet.stream().filter(looked::add).findFirst().map(this.feeds::get).orElse(null);
	}

	/**
	 * Ends what was in progress on the connection. Reading the history goes on.
	 */
	public void linkDown() {
		boolean lost = this.linked;
		this.linked = false;
		this.joins.linkDown();
		this.firstMessage.linkDown();
		this.unreadableEvents.linkDown();
		this.joined.clear();
		this.refused.clear();
		this.unsure.clear();
		this.feeds.values().forEach(RoomFeed::linkDown);
		if (lost && this.preparing) {
			pollLater();
		}
	}

	// Without a connection

	private void pollLater() {
		Duration after = this.policy.pollAfter();
		if (this.policy.enabled() && !after.isZero()) {
			this.cancelPoll.run();
			this.cancelPoll = this.effects.timer().schedule(after, () -> poll(new ArrayDeque<>()));
		}
	}

	/**
	 * Reads one room after the other, so that not all clients request everything at once.
	 */
	private void poll(Deque<RoomFeed> left) {
		if (left.isEmpty()) {
			left.addAll(this.feeds.values());
		}
		RoomFeed next = left.pollFirst();
		if (next != null && this.feeds.containsValue(next)) {
			next.poll();
		}
		Duration pause = left.isEmpty() ? this.policy.pollAfter() : POLL_PACE;
		pause = Duration.ofNanos((long) (pause.toNanos() * (0.5 + this.effects.random().nextDouble())));
		this.cancelPoll = this.effects.timer().schedule(pause, () -> poll(left));
	}

	/**
	 * Handles an event of the connection.
	 * @param event the event
	 * @return the lane of its room, or {@code null} if it belongs to none
	 */
	public @Nullable Lane event(ChatEvent event) {
		if (!(event instanceof RoomEvent roomEvent)) {
			if (event instanceof UnknownChatEvent unknown) {
				this.firstMessage.unknown(unknown.name());
			}
			this.effects.report(event);
			return null;
		}
		if (event instanceof MessageReceived) {
			this.firstMessage.heard();
		}
		String roomId = roomEvent.roomId();
		RoomFeed feed = this.feeds.get(roomId);
		if (feed == null) {
			if (this.shared != null || this.left.contains(roomId)) {
				return null;
			}
			feed = this.unjoined.get(roomId);
			if (feed == null) {
				feed = addUnjoined(roomId);
			}
			if (!hasSpaceForUnjoined()) {
				this.counters.dropped(event);
				return feed.lane();
			}
		}
		feed.event((event instanceof UserEvent caused) ? marked(caused) : event);
		return feed.lane();
	}

	/**
	 * Handles something that cannot be read. If it may have been a message of a room, the
	 * history is read, and what comes later waits for that.
	 * @param error the error to report
	 * @param perhapsMessage whether it may have been a message
	 */
	public void unreadable(SocketError error, boolean perhapsMessage) {
		this.effects.report(error);
		if (perhapsMessage) {
			this.unreadableEvents.arrived();
		}
	}

	UserEvent marked(UserEvent event) {
		return event.userId().equals(this.effects.userId()) ? event.asOwn() : event;
	}

	int unjoined() {
		return this.unjoined.size();
	}

	int left() {
		return this.left.size();
	}

	/**
	 * Returns whether unjoined rooms may hold more: together as much as one joined room.
	 */
	private boolean hasSpaceForUnjoined() {
		int events = 0;
		long bytes = 0;
		for (RoomFeed each : this.unjoined.values()) {
			events += each.lane().size();
			bytes += each.lane().bytes();
		}
		return events < MAX_UNJOINED_EVENTS && bytes < this.policy.queueSize();
	}

	private RoomFeed addUnjoined(String roomId) {
		if (this.unjoined.size() == MAX_UNJOINED) {
			RoomFeed longestSilent = this.unjoined.remove(this.unjoined.keySet().iterator().next());
			if (longestSilent != null) {
				this.dispatcher.retire(longestSilent.lane());
			}
		}
		RecoveryPolicy none = new RecoveryPolicy(false, this.policy.order(), 0, Duration.ZERO,
				this.policy.queueCapacity(), this.policy.queueSize());
		RoomFeed feed = new RoomFeed(roomId, this.dispatcher.addLane(), this, none, this.counters);
		feed.tuneIn();
		this.unjoined.put(roomId, feed);
		return feed;
	}

}
