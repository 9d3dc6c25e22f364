package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a socket. A state machine without threads and clocks; its inputs come one
 * at a time.
 */
public final class Rooms {

	/** For a server that has never acknowledged anything. */
	private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

	private static final int MAX_STRAYS = 1000;

	private static final int MAX_LEFT = 1000;

	private final RoomsPort port;

	private final RecoveryPolicy policy;

	private final Duration ackTimeout;

	private final Dispatcher dispatcher;

	private final SocketCounters counters;

	private final RoomEffects effects = new Effects();

	private final HistoryCalls history;

	private final Map<String, RoomFeed> feeds = new LinkedHashMap<>();

	/** Rooms of which events come although nobody joined them, the latest last. */
	private final Map<String, RoomFeed> strays = new LinkedHashMap<>(16, 0.75f, true);

	/** Rooms last left on this connection, of which events may still be on their way. */
	private final Set<String> left = new LinkedHashSet<>();

	private boolean linked;

	/** Whether a connection is wanted. */
	private boolean preparing;

	/** What waits for the rooms to be ready. */
	private @Nullable Runnable whenReady;

	private boolean acknowledges = true;

	/**
	 * Creates a set of no rooms.
	 * @param port the world around
	 * @param policy how rooms recover
	 * @param ackTimeout how long to wait for the acknowledgement of a join
	 * @param dispatcher where the lanes come from
	 * @param counters what is counted
	 */
	public Rooms(RoomsPort port, RecoveryPolicy policy, Duration ackTimeout, Dispatcher dispatcher,
			SocketCounters counters) {
		this.port = port;
		this.policy = policy;
		this.ackTimeout = ackTimeout;
		this.dispatcher = dispatcher;
		this.counters = counters;
		this.history = new HistoryCalls(port);
	}

	/**
	 * Adds a room; joins it if there is a connection.
	 * @param roomId the id of the room
	 */
	public void join(String roomId) {
		if (this.feeds.containsKey(roomId)) {
			return;
		}
		RoomFeed stray = this.strays.remove(roomId);
		Lane lane = (stray != null) ? stray.lane() : this.dispatcher.addLane();
		RoomFeed feed = new RoomFeed(roomId, lane, this.effects, this.policy, this.counters);
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
		RoomFeed feed = this.feeds.remove(roomId);
		if (feed == null) {
			return;
		}
		feed.linkDown();
		this.history.forget(roomId);
		this.dispatcher.removeLane(feed.lane());
		if (this.linked) {
			this.left.add(roomId);
			if (this.left.size() > MAX_LEFT) {
				this.left.remove(this.left.iterator().next());
			}
			this.port.leave(roomId);
		}
		settled();
	}

	/**
	 * Gets ready for a connection that is wanted from now on: nothing that is written
	 * while it is being made shall be missed.
	 */
	public void prepare() {
		this.preparing = true;
		this.feeds.values().forEach(RoomFeed::prepare);
	}

	/**
	 * Ends everything: no connection is wanted any more.
	 */
	public void rest() {
		this.preparing = false;
		linkDown();
	}

	/**
	 * Waits, for a few seconds at most, until all rooms are ready for a connection.
	 * @param then what to do then; takes the place of what waited before
	 */
	public void whenReady(Runnable then) {
		this.whenReady = then;
		settled();
	}

	private void settled() {
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
		this.feeds.values().forEach(RoomFeed::linkUp);
	}

	/**
	 * Ends what was under way on the connection.
	 */
	public void linkDown() {
		this.linked = false;
		this.history.cancelAll();
		this.feeds.values().forEach(RoomFeed::linkDown);
	}

	/**
	 * Takes an event of the connection.
	 * @param event the event
	 * @return the lane of its room, or {@code null} if it belongs to none
	 */
	public @Nullable Lane event(ChatEvent event) {
		if (!(event instanceof RoomEvent roomEvent)) {
			this.port.report(event);
			return null;
		}
		String roomId = roomEvent.roomId();
		RoomFeed feed = this.feeds.get(roomId);
		if (feed == null) {
			if (this.left.contains(roomId)) {
				return null;
			}
			feed = this.strays.get(roomId);
			if (feed == null) {
				feed = addStray(roomId);
			}
		}
		feed.event((event instanceof UserEvent caused) ? marked(caused) : event);
		return feed.lane();
	}

	private UserEvent marked(UserEvent event) {
		return event.userId().equals(this.port.userId()) ? event.asOwn() : event;
	}

	int strays() {
		return this.strays.size();
	}

	int left() {
		return this.left.size();
	}

	private RoomFeed addStray(String roomId) {
		if (this.strays.size() == MAX_STRAYS) {
			RoomFeed longestSilent = this.strays.remove(this.strays.keySet().iterator().next());
			if (longestSilent != null) {
				this.dispatcher.removeLane(longestSilent.lane());
			}
		}
		RecoveryPolicy none = new RecoveryPolicy(false, this.policy.order(), 0, this.policy.queueCapacity());
		RoomFeed feed = new RoomFeed(roomId, this.dispatcher.addLane(), this.effects, none, this.counters);
		feed.tuneIn();
		this.strays.put(roomId, feed);
		return feed;
	}

	private final class Effects implements RoomEffects {

		@Override
		public void join(String roomId, Consumer<@Nullable Acknowledgement> answer) {
			Rooms rooms = Rooms.this;
			Duration wait = rooms.ackTimeout;
			if (!rooms.acknowledges && SHORT_WAIT.compareTo(wait) < 0) {
				wait = SHORT_WAIT;
			}
			JoinAnswer once = new JoinAnswer(answer);
			once.cancelTimeout = rooms.port.timer().schedule(wait, () -> {
				rooms.acknowledges = false;
				once.accept(null);
			});
			rooms.port.join(roomId, (ack) -> {
				rooms.acknowledges = true;
				once.accept(ack);
			});
		}

		@Override
		public void fetch(String roomId, PaginationParams pagination,
				BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
			Rooms.this.history.fetch(roomId, pagination, answer);
		}

		@Override
		public UserEvent marked(UserEvent event) {
			return Rooms.this.marked(event);
		}

		@Override
		public void report(ChatEvent event) {
			Rooms.this.port.report(event);
		}

		@Override
		public void log(ChatEvent event) {
			Rooms.this.port.log(event);
		}

		@Override
		public void post(Runnable input) {
			Rooms.this.port.post(input);
		}

		@Override
		public void settled() {
			Rooms.this.settled();
		}

		@Override
		public Timer timer() {
			return Rooms.this.port.timer();
		}

	}

	private static final class JoinAnswer {

		private @Nullable Consumer<@Nullable Acknowledgement> answer;

		private Runnable cancelTimeout = () -> {
		};

		JoinAnswer(Consumer<@Nullable Acknowledgement> answer) {
			this.answer = answer;
		}

		void accept(@Nullable Acknowledgement ack) {
			Consumer<@Nullable Acknowledgement> receiver = this.answer;
			this.answer = null;
			this.cancelTimeout.run();
			if (receiver != null) {
				receiver.accept(ack);
			}
		}

	}

}
