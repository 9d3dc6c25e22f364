package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * One joined room: what of it reaches the listeners, and in which order. A state machine
 * without threads and clocks; its inputs come one at a time.
 */
final class RoomFeed {

	private final String roomId;

	private final Lane lane;

	private final RoomEffects effects;

	private final boolean recovering;

	private final SocketCounters counters;

	private final HistoryReader history;

	private final Progress progress = new Progress();

	private final MarkReader mark;

	private final Deque<ChatEvent> recovered = new ArrayDeque<>();

	private final LiveBuffer live;

	private Phase phase = Phase.OFFLINE;

	private boolean joinedBefore;

	/** Whether a connection ended before it was known where the room stood. */
	private boolean lostTrack;

	/** Whether live messages were left to the history because listeners were slow. */
	private boolean behind;

	/** Whether events of a time before the join may come: they prove no join then. */
	private boolean expectingOldEvents;

	/** Raised whenever answers that are still under way lose their meaning. */
	private int epoch;

	RoomFeed(String roomId, Lane lane, RoomEffects effects, RecoveryPolicy policy, SocketCounters counters) {
		this.roomId = roomId;
		this.lane = lane;
		this.effects = effects;
		this.recovering = policy.enabled();
		this.counters = counters;
		this.history = new HistoryReader(roomId, effects, policy);
		this.mark = new MarkReader(this.history, effects, this.progress, this::marked, this::joinUnmarked);
		this.live = new LiveBuffer(policy.queueCapacity(), counters);
	}

	Lane lane() {
		return this.lane;
	}

	Phase phase() {
		return this.phase;
	}

	/**
	 * Reads where the room stands before there is a connection: whatever comes after this
	 * point is new, even if it is written while the connection is being made.
	 */
	void prepare() {
		if (this.recovering && this.phase == Phase.OFFLINE && this.progress.startingPoint() == null) {
			if (this.mark.isLate()) {
				this.mark.stop();
			}
			mark();
		}
	}

	/**
	 * Starts on a new connection.
	 */
	void linkUp() {
		this.epoch++;
		if (!this.recovering) {
			goLive();
			if (this.joinedBefore) {
				force(gap("messages are not recovered"));
			}
			join();
		}
		else if (this.progress.startingPoint() == null) {
			this.phase = Phase.STARTING;
			mark();
			if (this.mark.isLate()) {
				joinUnmarked();
			}
		}
		else {
			this.phase = Phase.JOINING;
			join();
		}
	}

	private void mark() {
		if (this.mark.isReading()) {
			return;
		}
		if (this.lostTrack) {
			this.lostTrack = false;
			force(gap("it is not known up to where the room was read"));
		}
		this.mark.read();
	}

	/** A connection waits for it: once it is there, the room has to join at once. */
	boolean isAwaited() {
		return this.mark.isAwaited();
	}

	private void joinUnmarked() {
		if (this.phase == Phase.STARTING) {
			// The server may have taken the join whether or not its answer comes.
			this.joinedBefore = true;
			release();
			join();
		}
	}

	private void marked(@Nullable List<Message> newest) {
		if (newest != null && (this.phase == Phase.OFFLINE || this.phase == Phase.STARTING)) {
			this.progress.startAt(StartingPoint.after(newest));
		}
		else if (newest != null && this.progress.startingPoint() == null) {
			this.mark.confirm(this.roomId, StartingPoint.after(newest));
		}
		if (this.phase == Phase.STARTING) {
			if (newest != null) {
				this.phase = Phase.JOINING;
			}
			else {
				release();
			}
			join();
		}
	}

	/**
	 * The room was left a moment ago, on this very connection.
	 */
	void expectEventsFromBefore() {
		this.expectingOldEvents = true;
	}

	/**
	 * Takes events of a room that was never asked for, as they come.
	 */
	void tuneIn() {
		this.phase = Phase.LIVE;
	}

	/**
	 * Ends with the connection. What was not handed on yet will be fetched again.
	 */
	void linkDown() {
		this.epoch++;
		this.phase = Phase.OFFLINE;
		this.expectingOldEvents = false;
		this.lostTrack = this.joinedBefore && this.progress.startingPoint() == null;
		this.mark.stop();
		this.progress.linkDown();
		this.recovered.clear();
		this.live.clear();
	}

	private void join() {
		int current = this.epoch;
		this.effects.join(this.roomId, (ack) -> {
			if (current == this.epoch) {
				joined(ack);
			}
		});
	}

	private void joined(@Nullable Acknowledgement ack) {
		if (ack != null && !ack.ok()) {
			this.phase = Phase.REFUSED;
			this.joinedBefore &= this.progress.startingPoint() != null || !this.recovering;
			this.mark.stop();
			this.recovered.clear();
			this.live.clear();
			this.effects.report(new SocketError((ack.errorCode() != null) ? ack.errorCode() : "join_refused",
					(ack.errorMessage() != null) ? ack.errorMessage() : "The server refused to join the room",
					this.roomId, now()));
			return;
		}
		this.joinedBefore = true;
		if (this.phase == Phase.JOINING) {
			fetchMissed();
		}
		else if (this.recovering && this.phase == Phase.LIVE) {
			this.mark.readLater();
		}
	}

	private void fetchMissed() {
		StartingPoint start = this.progress.startingPoint();
		if (start == null) {
			release();
			return;
		}
		this.phase = Phase.FETCHING;
		this.history.since(start, this.behind, this.live::hasMessage, this::fetched, (reason) -> {
			this.recovered.add(gap(reason));
			release();
		});
	}

	private void fetched(HistoryWalk walk) {
		if (walk.gap() != null) {
			this.recovered.add(gap(walk.gap()));
			this.progress.resumeAfterGap(StartingPoint.after(walk.newest()));
		}
		List<Message> missed = walk.found();
		this.progress.tell(missed);
		Instant now = now();
		for (Message message : missed) {
			List<ChatEvent> upToTwin = this.live.takeUpTo(message.id());
			for (ChatEvent event : upToTwin) {
				// One that only came live, for it was deleted since, keeps its place.
				if (isMessage(event, message.id()) || !this.progress.isTwin(event)) {
					this.recovered.add(event);
				}
			}
			if (upToTwin.isEmpty()) {
				this.recovered.add(this.effects.marked(new MessageReceived(message, true, now)));
			}
		}
		if (walk.isTruncated()) {
			this.live.overflow();
		}
		release();
	}

	/** Hands on what waits, as far as the lane has room, then goes live. */
	private void release() {
		this.phase = Phase.RELEASING;
		while (!this.recovered.isEmpty()) {
			if (!handOn(this.recovered.getFirst())) {
				whenSpace(this::release);
				return;
			}
			this.recovered.removeFirst();
		}
		if (this.live.isOverflown()) {
			this.behind = true;
			this.live.startAgain();
			if (this.progress.startingPoint() == null) {
				force(gap("more messages came than could wait, and there is no history to fetch from"));
			}
			fetchMissed();
			return;
		}
		for (ChatEvent event = this.live.peek(); event != null; event = this.live.peek()) {
			if (!this.progress.isTwin(event) && !handOn(event)) {
				whenSpace(this::release);
				return;
			}
			this.live.remove();
		}
		goLive();
	}

	private void goLive() {
		this.phase = Phase.LIVE;
		this.behind = false;
	}

	private boolean handOn(ChatEvent event) {
		if (!this.lane.offer(event)) {
			return false;
		}
		count(event);
		this.progress.handedOn(event);
		return true;
	}

	private void force(ChatEvent event) {
		count(event);
		this.lane.force(event);
	}

	private void count(ChatEvent event) {
		this.counters.received(event);
		if (!(event instanceof MessageReceived message)) {
			this.effects.log(event);
		}
		else if (message.recovered()) {
			this.counters.recovered();
		}
	}

	private void whenSpace(Runnable then) {
		int current = this.epoch;
		this.lane.whenSpace(() -> this.effects.post(() -> {
			if (current == this.epoch) {
				then.run();
			}
		}));
	}

	/**
	 * Takes an event of the room.
	 * @param event the event
	 */
	void event(ChatEvent event) {
		switch (this.phase) {
			case LIVE, REFUSED, OFFLINE -> pass(event);
			case STARTING, FETCHING, RELEASING -> this.live.add(event);
			case JOINING -> {
				this.live.add(event);
				if (!this.expectingOldEvents) {
					// As good as an acknowledgement: only who has joined gets it.
					this.joinedBefore = true;
					fetchMissed();
				}
			}
			case SPILLED -> passWhileSpilled(event);
		}
	}

	private void pass(ChatEvent event) {
		if (!(event instanceof MessageReceived)) {
			passOther(event);
		}
		else if (!this.progress.isTwin(event)) {
			if (handOn(event)) {
				this.progress.caughtUp();
			}
			else {
				this.phase = Phase.SPILLED;
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
		else if (!this.recovering) {
			this.counters.dropped(event);
		}
	}

	private void passOther(ChatEvent event) {
		count(event);
		boolean typing = event instanceof UserTyping || event instanceof UserStoppedTyping;
		this.lane.offerLatest((typing ? "typing " : "presence ") + userId(event), event);
	}

	private static boolean isMessage(ChatEvent event, String messageId) {
		return event instanceof MessageReceived received && received.message().id().equals(messageId);
	}

	private static @Nullable String userId(ChatEvent event) {
		return (event instanceof UserEvent caused) ? caused.userId() : null;
	}

	private void drained() {
		if (this.phase != Phase.SPILLED) {
			return;
		}
		if (this.recovering) {
			fetchMissed();
		}
		else {
			goLive();
			force(gap("listeners were too slow, and there is no history to fetch from"));
		}
	}

	private MessageGap gap(String reason) {
		return new MessageGap(this.roomId, reason, now());
	}

	private Instant now() {
		return this.effects.timer().now();
	}

}
