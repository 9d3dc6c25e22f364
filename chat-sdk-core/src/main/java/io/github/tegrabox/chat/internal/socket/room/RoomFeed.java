package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.FirstContact;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.jspecify.annotations.Nullable;

/**
 * One joined room: decides what reaches the listeners, and in which order. A state
 * machine without threads and clocks that gets one input at a time.
 */
final class RoomFeed implements CatchUp.Receiver, PositionReader.Listener, RoomJoins.Listener {

	private final String roomId;

	private final Lane lane;

	private final Rooms rooms;

	private final RecoveryPolicy policy;

	private final SocketCounters counters;

	private final Position position = new Position();

	private final PositionReader beginning;

	private final CatchUp catchUp;

	/** Events from the history, on their way to the listeners. */
	private final Deque<Recovered> recovered = new ArrayDeque<>();

	/** What to do once those are passed on; only the latest counts. */
	private @Nullable Runnable afterRecovered;

	/** Events that came live in the meantime. */
	private final LiveBuffer live;

	private State state = State.OFFLINE;

	/** Whether everything is passed on, so that events pass as they come. */
	private boolean current;

	/**
	 * Whether live messages are left to the history until the lane has space again.
	 */
	private boolean spilled;

	/** Whether messages are missing because listeners were slow. */
	private boolean behind;

	private boolean joinedBefore;

	/** Whether the join is certain. */
	private boolean confirmed;

	/** Whether a connection ended before the room's position was known. */
	private boolean lostTrack;

	/** Whether events from before the join may come, so that events do not prove it. */
	private boolean expectingOldEvents;

	/** Whether the history is being checked for messages that did not come live. */
	private boolean looking;

	/** Whether the history has to be read again before anything passes. */
	private boolean held;

	/** Whether the history is being read for an event that was unreadable. */
	private boolean sought;

	/** Whether a gap still has to be reported. */
	private boolean doubtful;

	/** Incremented when a connection begins or ends. */
	private int connection;

	/** The last refusal reported on this connection. */
	private String reportedRefusal = "";

	RoomFeed(String roomId, Lane lane, Rooms rooms, RecoveryPolicy policy, SocketCounters counters) {
		this.roomId = roomId;
		this.lane = lane;
		this.rooms = rooms;
		this.policy = policy;
		this.counters = counters;
		this.beginning = new PositionReader(roomId, reader(false), rooms.effects(), rooms.shared(), this);
		this.catchUp = new CatchUp(reader(true), this.position, this);
		this.live = new LiveBuffer(policy.queueCapacity(), policy.queueSize(), counters);
	}

	private HistoryReader reader(boolean patient) {
		return new HistoryReader(this.roomId, this.rooms.effects(), this.rooms.history(), this.policy.order(), patient,
				patient ? this::waitsForHistory : (reason) -> {
				});
	}

	/** Reports the wait, since otherwise nobody would know why no messages come. */
	private void waitsForHistory(String reason) {
		if (this.state == State.JOINED && !this.looking && this.rooms.waits(this.roomId)) {
			report("history_unavailable", "The room waits for its history, which cannot be read: " + reason);
		}
	}

	Lane lane() {
		return this.lane;
	}

	State state() {
		return this.state;
	}

	// Where the room begins

	/**
	 * Reads the room's position before there is a connection: whatever comes after it is
	 * new, even if it is written while the connection is being made.
	 */
	void prepare() {
		if (this.policy.enabled() && this.state == State.OFFLINE && !this.position.isKnown()) {
			if (this.beginning.isLate()) {
				this.beginning.stop();
			}
			begin();
		}
	}

	private void begin() {
		if (this.beginning.isReading()) {
			return;
		}
		if (this.lostTrack) {
			this.lostTrack = false;
			force(gap("it is not known up to where the room was read"));
		}
		this.beginning.read();
	}

	/**
	 * Returns whether connecting has to wait for the position: once connected, the room
	 * joins at once.
	 */
	boolean isAwaited() {
		return this.beginning.isAwaited();
	}

	@Override
	public void overdue() {
		joinUnready();
		this.rooms.settled();
	}

	private void joinUnready() {
		if (this.state == State.STARTING) {
			// The server may accept the join even if its answer never comes.
			this.joinedBefore = true;
			releaseLive();
			join();
		}
	}

	@Override
	public void read(@Nullable List<HistoryItem> newest) {
		if (newest != null && (this.state == State.OFFLINE || this.state == State.STARTING)) {
			this.position.beginAfter(newest);
		}
		else if (newest != null && !this.position.isKnown()) {
			// It was read after the join was sent. The answer to another join comes after
			// everything that was on its way, so that this is not mistaken for old.
			int of = this.connection;
			this.rooms.joins().confirm(this.roomId, () -> {
				if (of == this.connection) {
					beginAfter(newest);
				}
			});
		}
		if (this.state == State.STARTING) {
			if (newest == null) {
				releaseLive();
			}
			join();
		}
		this.rooms.settled();
	}

	private void beginAfter(List<HistoryItem> newest) {
		if (!this.position.isKnown()) {
			this.position.beginAfter(newest);
		}
	}

	/** Joins once, since the history may be open to members only. */
	@Override
	public void closed() {
		if (this.state == State.STARTING) {
			this.rooms.joins().knock(this.roomId);
		}
	}

	@Override
	public void loaded(RoomPosition stored) {
		this.position.resumeAt(stored);
		if (this.state == State.STARTING) {
			join();
		}
	}

	// Connections

	/**
	 * Starts on a new connection.
	 */
	void linkUp() {
		this.connection++;
		this.confirmed = false;
		this.reportedRefusal = "";
		if (!this.policy.enabled()) {
			this.current = true;
			if (this.joinedBefore) {
				force(gap("messages are not recovered"));
			}
			join();
		}
		else if (!this.position.isKnown()) {
			this.state = State.STARTING;
			begin();
			if (this.beginning.isLate()) {
				joinUnready();
			}
		}
		else {
			join();
		}
	}

	/**
	 * Called if the room was left a moment ago, on this very connection.
	 */
	void expectEventsFromBefore() {
		this.expectingOldEvents = true;
	}

	/**
	 * Passes on events of a room that nobody joined, as they come.
	 */
	void tuneIn() {
		this.state = State.JOINED;
		this.confirmed = true;
		this.current = true;
	}

	/**
	 * Handles the loss of the connection. Reading the history goes on.
	 */
	void linkDown() {
		this.connection++;
		this.state = State.OFFLINE;
		this.current = false;
		this.confirmed = false;
		this.looking = false;
		this.held = false;
		tellOfDoubt();
		this.expectingOldEvents = false;
		this.lostTrack = this.joinedBefore && !this.position.isKnown();
		if (this.lostTrack || this.beginning.isLate()) {
			this.beginning.stop();
		}
		this.live.clear();
	}

	/**
	 * Stops everything until the next connection.
	 */
	void rest() {
		this.spilled = false;
		this.sought = false;
		this.beginning.stop();
		this.catchUp.stop();
		this.recovered.clear();
		this.afterRecovered = null;
		this.rooms.goesOn(this.roomId);
	}

	/**
	 * Reads new messages while there is no connection.
	 */
	void poll() {
		if (this.state == State.OFFLINE && this.position.isKnown() && !this.catchUp.isActive() && !this.spilled) {
			this.catchUp.start();
		}
	}

	/** Returns whether the room has nothing to do, so that its history can be checked. */
	boolean isQuiet() {
		return this.state == State.JOINED && this.current && this.position.isKnown() && !this.catchUp.isActive();
	}

	/**
	 * Checks the history for messages that did not come over the socket.
	 */
	void look() {
		this.looking = true;
		this.current = false;
		this.catchUp.start();
	}

	/**
	 * Called when something unreadable came, perhaps a message of this room. Nothing
	 * passes until the history has been read. Without a history, a gap is reported before
	 * the next message.
	 */
	void hold() {
		if (this.state != State.JOINED && this.state != State.JOINING) {
			return;
		}
		if (this.policy.enabled() && this.position.isKnown()) {
			this.held = true;
			this.looking = false;
			this.current = false;
		}
		else {
			this.doubtful |= this.joinedBefore;
		}
	}

	/**
	 * Reads the history from the last message that was passed on.
	 */
	void readAgain() {
		tellOfDoubt();
		if (this.held) {
			this.held = false;
			this.sought = true;
			if (!this.spilled) {
				this.catchUp.start();
			}
		}
	}

	/** Returns whether the history is still being read for the unreadable event. */
	boolean isSought() {
		return this.sought;
	}

	private void tellOfDoubt() {
		if (this.doubtful) {
			this.doubtful = false;
			force(gap("it is not known whether something that cannot be read was a message"));
		}
	}

	private void join() {
		this.state = State.JOINING;
		this.rooms.changed(this.roomId, null);
		this.rooms.joins().join(this.roomId, this);
	}

	/**
	 * Joins again if the server has refused the room for good.
	 */
	void joinAgain() {
		if (this.state == State.REFUSED && this.rooms.joins().isOver(this.roomId)) {
			this.reportedRefusal = "";
			join();
		}
	}

	@Override
	public void joined() {
		if (!this.confirmed) {
			this.confirmed = true;
			entered();
			this.rooms.changed(this.roomId, "");
		}
	}

	@Override
	public void overdueAnswer() {
		this.rooms.waitNoLonger(this.roomId);
	}

	@Override
	public void unanswered() {
		if (this.confirmed) {
			// Its events prove more than an answer.
			return;
		}
		tell("join_unanswered", FirstContact.explain("The server did not answer the join",
				"If nothing is heard of the room either, the server does not know this event or this payload"));
		entered();
		this.rooms.changed(this.roomId, "join_unanswered");
	}

	private void entered() {
		this.joinedBefore = true;
		this.state = State.JOINED;
		if (!this.policy.enabled()) {
			releaseLive();
			return;
		}
		this.spilled = false;
		this.looking = false;
		if (this.position.isKnown()) {
			this.current = false;
			this.catchUp.start();
		}
		else {
			releaseLive();
			this.beginning.readLater(this::beginAfter);
		}
	}

	@Override
	public void refused(Acknowledgement ack, boolean worthTelling) {
		this.state = State.REFUSED;
		// Even if an event came before: a later event or acceptance brings it back.
		this.confirmed = false;
		this.current = false;
		this.looking = false;
		this.held = false;
		this.joinedBefore &= this.position.isKnown() || !this.policy.enabled();
		this.beginning.stop();
		this.live.clear();
		String code = (ack.errorCode() != null) ? ack.errorCode() : "join_refused";
		this.rooms.changed(this.roomId, code);
		if (worthTelling) {
			tell(code, (ack.errorMessage() != null) ? ack.errorMessage() : "The server refused to join the room");
		}
	}

	private void tell(String code, String words) {
		if (!this.reportedRefusal.equals(code)) {
			this.reportedRefusal = code;
			report(code, words);
		}
	}

	private void report(String code, String words) {
		this.rooms.effects().report(new SocketError(code, words, this.roomId, now()));
	}

	// What was read

	@Override
	public int most() {
		return (this.behind || this.rooms.shared() != null) ? Integer.MAX_VALUE : this.policy.maxMessages();
	}

	@Override
	public int arrived() {
		return this.live.messages();
	}

	@Override
	public void gap(String reason, List<HistoryItem> newest, boolean forgetting, boolean forGood) {
		this.recovered
			.addLast(new Recovered(gap(reason), null, () -> this.position.resumeAfterGap(newest, forgetting)));
		if (forGood) {
			// Those of them that came live were not missed.
			for (int i = newest.size() - 1; i >= 0; i--) {
				String id = newest.get(i).id();
				if (id != null) {
					this.live.takeUpTo(id).forEach((event) -> this.recovered.addLast(new Recovered(event)));
				}
			}
		}
	}

	@Override
	public void take(List<HistoryItem> items, Runnable then) {
		Instant now = now();
		for (HistoryItem item : items) {
			Message message = item.message();
			UnreadableItem unreadable = item.unreadable();
			boolean found = unreadable != null;
			if (unreadable != null) {
				this.recovered.addLast(new Recovered(
						new UnknownChatEvent(this.rooms.effects().messageEvent(), unreadable.value(), now), item,
						() -> this.position.handedOn(item)));
			}
			else if (message != null) {
				// Messages that only came live, since they were deleted in the
				// meantime, keep their place.
				List<ChatEvent> upToMessage = this.live.takeUpTo(message.id());
				upToMessage.forEach((event) -> this.recovered.addLast(new Recovered(event)));
				found = upToMessage.isEmpty();
				if (found) {
					this.recovered.addLast(new Recovered(this.rooms.marked(new MessageReceived(message, true, now))));
				}
			}
			if (found && this.sought && !this.position.isDuplicate(item)) {
				this.sought = false;
				this.rooms.unreadableEvents().found();
			}
		}
		this.afterRecovered = then;
		handOnRecovered();
	}

	private void handOnRecovered() {
		while (!this.recovered.isEmpty()) {
			if (!handOn(this.recovered.getFirst())) {
				whenSpace(this::handOnRecovered);
				return;
			}
			this.recovered.removeFirst();
		}
		Runnable then = this.afterRecovered;
		this.afterRecovered = null;
		if (then != null) {
			then.run();
		}
	}

	private boolean handOn(Recovered next) {
		HistoryItem item = next.unreadable();
		if ((item != null) ? this.position.isDuplicate(item) : this.position.isDuplicate(next.event())) {
			return true;
		}
		if (this.looking) {
			this.looking = false;
			this.rooms.firstMessage().missed(this.roomId);
		}
		if (!handOn(next.event())) {
			return false;
		}
		next.then().run();
		return true;
	}

	@Override
	public void caughtUp() {
		this.looking = false;
		this.sought = false;
		this.rooms.goesOn(this.roomId);
		if (this.state == State.JOINED) {
			releaseLive();
		}
	}

	@Override
	public void refused(String reason) {
		this.sought = false;
		this.rooms.goesOn(this.roomId);
		if (this.state != State.JOINED) {
			// It may be available once the room is joined.
			return;
		}
		if (this.looking) {
			// As far as known, nothing is missing.
			this.looking = false;
			releaseLive();
			return;
		}
		this.recovered.addLast(new Recovered(gap(reason)));
		this.afterRecovered = this::releaseLive;
		handOnRecovered();
	}

	/**
	 * Passes on what came live, as far as the lane has space; then events pass directly.
	 */
	private void releaseLive() {
		if (this.catchUp.isActive() || this.spilled || this.held) {
			return;
		}
		if (this.live.isOverflown()) {
			this.behind = true;
			this.live.startAgain();
			if (this.policy.enabled() && this.position.isKnown()) {
				this.catchUp.start();
				return;
			}
			force(gap("more messages came than could wait, and there is no history to fetch from"));
		}
		for (ChatEvent event = this.live.peek(); event != null; event = this.live.peek()) {
			if (!this.position.isDuplicate(event) && !handOn(event)) {
				int of = this.connection;
				whenSpace(() -> {
					if (of == this.connection) {
						releaseLive();
					}
				});
				return;
			}
			this.live.remove();
		}
		this.current = true;
		this.behind = false;
	}

	private boolean handOn(ChatEvent event) {
		if (event instanceof MessageReceived) {
			tellOfDoubt();
		}
		if (!this.lane.offer(event)) {
			return false;
		}
		count(event);
		this.position.handedOn(event);
		return true;
	}

	private void force(ChatEvent event) {
		count(event);
		this.lane.force(event);
	}

	private void count(ChatEvent event) {
		this.counters.received(event);
		if (!(event instanceof MessageReceived)) {
			this.rooms.effects().log(event);
		}
	}

	private void whenSpace(Runnable then) {
		this.lane.whenSpace(() -> this.rooms.effects().post(then));
	}

	// What comes live

	void event(ChatEvent event) {
		if (this.looking && event instanceof MessageReceived) {
			// A message came over the socket, so there is nothing to check for.
			this.looking = false;
			this.catchUp.stop();
			releaseLive();
		}
		if (!this.confirmed && isProof(event)) {
			this.live.add(event);
			joined();
		}
		else if (this.current) {
			pass(event);
		}
		else if (this.spilled || this.looking) {
			passWhileSpilled(event);
		}
		else {
			this.live.add(event);
		}
	}

	/** Returns whether an event proves the join: only those who joined get it. */
	private boolean isProof(ChatEvent event) {
		boolean asked = this.state == State.JOINING || this.state == State.JOINED || this.state == State.REFUSED;
		return asked && !this.current && !this.expectingOldEvents;
	}

	private void pass(ChatEvent event) {
		if (!(event instanceof MessageReceived)) {
			passOther(event);
		}
		else if (!this.position.isDuplicate(event)) {
			if (handOn(event)) {
				this.position.duplicatesHavePassed();
			}
			else {
				this.current = false;
				this.spilled = true;
				this.behind = true;
				passWhileSpilled(event);
				whenSpace(this::drained);
			}
		}
	}

	private void passWhileSpilled(ChatEvent event) {
		if (!(event instanceof MessageReceived)) {
			passOther(event);
		}
		else if (!this.policy.enabled()) {
			this.counters.dropped(event);
		}
	}

	private void passOther(ChatEvent event) {
		count(event);
		String user = (event instanceof UserEvent caused) ? caused.userId() : "";
		this.lane.offerLatest((LiveBuffer.isTyping(event) ? "typing " : "presence ") + user, event);
	}

	private void drained() {
		if (!this.spilled) {
			return;
		}
		this.spilled = false;
		if (this.policy.enabled()) {
			this.catchUp.start();
		}
		else {
			this.current = this.state == State.JOINING || this.state == State.JOINED;
			force(gap("listeners were too slow, and there is no history to fetch from"));
		}
	}

	private MessageGap gap(String reason) {
		return new MessageGap(this.roomId, reason, now());
	}

	private Instant now() {
		return this.rooms.effects().timer().now();
	}

	/**
	 * State of a room on a connection.
	 */
	enum State {

		/** No connection. */
		OFFLINE,

		/** The position is still being read. Next is {@link #JOINING}. */
		STARTING,

		/** Waiting for the answer to the join. */
		JOINING,

		/** Joined, as far as known. */
		JOINED,

		/** The server refused the join. */
		REFUSED

	}

	/**
	 * Event on its way to the listeners.
	 *
	 * @param event the event
	 * @param unreadable the item that it stands for, if that is not a message
	 * @param then what else to do with the position once it is passed on
	 */
	private record Recovered(ChatEvent event, @Nullable HistoryItem unreadable, Runnable then) {

		Recovered(ChatEvent event) {
			this(event, null, () -> {
			});
		}

	}

}
