package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.net.Backoff;

/**
 * Joins of one connection. They are sent at once until the server says that there are too
 * many, and from then on one after the other. A join is sent again after a pause if it
 * was refused for a reason that may pass, or not answered although the server answers
 * others.
 */
final class RoomJoins {

	/** How long to wait for a server that has never acknowledged anything. */
	private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

	/**
	 * How long messages wait for the answer to a join from a server that may never give
	 * one.
	 */
	private static final Duration SEND_ANYWAY = Duration.ofSeconds(3);

	private static final Backoff BACKOFF = Backoff.ofMillis(1_000, 60_000);

	/**
	 * The time between two joins, by how often the server said that there were too many.
	 */
	private static final Backoff INTERVALS = Backoff.ofMillis(100, 10_000);

	private static final Pattern TOO_MANY = Pattern.compile("(?i)rate_?limit|too_?many|throttl|slow_?down");

	/** As good as acceptance: an earlier join was accepted, but its answer was lost. */
	private static final Pattern ALREADY = Pattern
		.compile("(?i)^(?!.*(max|limit|too[ _-]?many|other)).*already[ _-]?(been[ _-]?)?(a[ _-]?)?"
				+ "(joined|member|subscribed|in([ _-]?th(e|is|at))?[ _-]?(room|channel|chat|conversation|group|\\W*$))");

	/** What the code of a refusal may also name: the room, the caller and the request. */
	private static final String ABOUT = "(room|chat|channel|conversation|group|user|member|access|permission|join|request"
			+ "|payload|body|param(eter)?|argument|id|name|is|was|of|in|to|from|the|this|err(or)?|exception|failed|\\W|_)*";

	/**
	 * Refusals that no later attempt changes. That a session or a shard is not found is
	 * not one of them.
	 */
	private static final Pattern FINAL = Pattern
		.compile("(?i)" + ABOUT + "(not_?found|forbidden|unauthori[sz]ed|denied|not_?(a_?)?member|banned"
				+ "|invalid|validation|too_?large|bad_?request|unknown[_-]?room|no_?such|archived|deleted)" + ABOUT);

	private final RoomEffects effects;

	private final Duration ackTimeout;

	private final Map<String, Join> joins = new HashMap<>();

	private final Deque<Join> waiting = new ArrayDeque<>();

	/** How often there were too many joins; 0 as long as the server takes all. */
	private int tooMany;

	private Runnable cancelPace = () -> {
	};

	private boolean pacing;

	/** Whether the server has ever answered a join. */
	private boolean answers;

	/** Whether a join was ever left without an answer in time. */
	private boolean silent;

	RoomJoins(RoomEffects effects, Duration ackTimeout) {
		this.effects = effects;
		this.ackTimeout = ackTimeout;
	}

	/** Joins a room, and tries again where that makes sense. */
	void join(String roomId, Listener listener) {
		forget(roomId);
		Join join = new Join(roomId, listener);
		this.joins.put(roomId, join);
		send(join);
	}

	/**
	 * Sends a join just for its answer.
	 * @param roomId the id of the room
	 * @param answer what to do when the server has accepted it
	 */
	void confirm(String roomId, Runnable answer) {
		this.effects.join(roomId, (ack) -> {
			if (isYes(ack)) {
				answer.run();
			}
		});
	}

	/**
	 * Sends one join and ignores its answer: it makes the user a member.
	 */
	void knock(String roomId) {
		try {
			confirm(roomId, () -> {
			});
		}
		catch (ChatWebSocketException ex) {
			// The real join will report it.
		}
	}

	/**
	 * Returns whether a join is over, so that it is not tried again by itself.
	 */
	boolean isOver(String roomId) {
		return !this.joins.containsKey(roomId);
	}

	void forget(String roomId) {
		Join join = this.joins.get(roomId);
		if (join != null) {
			join.end();
		}
	}

	void linkDown() {
		List.copyOf(this.joins.values()).forEach(Join::end);
		this.tooMany = 0;
		this.cancelPace.run();
		this.pacing = false;
	}

	private void send(Join join) {
		if (this.tooMany == 0) {
			join.send();
		}
		else {
			this.waiting.addLast(join);
			pace();
		}
	}

	private void pace() {
		if (this.pacing || this.waiting.isEmpty()) {
			return;
		}
		this.pacing = true;
		this.cancelPace = this.effects.timer().schedule(INTERVALS.after(this.tooMany), () -> {
			this.pacing = false;
			Join next = this.waiting.pollFirst();
			if (next != null) {
				next.send();
			}
			pace();
		});
	}

	private Duration patience() {
		boolean hopeless = this.silent && !this.answers && SHORT_WAIT.compareTo(this.ackTimeout) < 0;
		return hopeless ? SHORT_WAIT : this.ackTimeout;
	}

	private static boolean isYes(Acknowledgement ack) {
		String words = (ack.errorCode() != null) ? ack.errorCode() : ack.errorMessage();
		return ack.ok() || (words != null && ALREADY.matcher(ErrorReader.excerpt(words)).find());
	}

	/**
	 * Called with the answers.
	 */
	interface Listener {

		void joined();

		/**
		 * Called when there is no answer yet, from a server that may never give one.
		 */
		void overdueAnswer();

		/**
		 * Called when the server does not answer, although it answers others. The join is
		 * sent again.
		 */
		void unanswered();

		/**
		 * Called when the server refuses.
		 * @param ack the refusal
		 * @param worthTelling whether to report it; {@code false} for the first refusals
		 * because of too many joins
		 */
		void refused(Acknowledgement ack, boolean worthTelling);

	}

	private final class Join {

		private final String roomId;

		private final Listener listener;

		private int attempts;

		/** The value of {@link RoomJoins#tooMany} when it was sent. */
		private int sentAt;

		/**
		 * Incremented with each attempt. The answer to an earlier one counts only if it
		 * is an acceptance.
		 */
		private int attempt;

		private boolean ended;

		private Runnable cancelTimer = () -> {
		};

		Join(String roomId, Listener listener) {
			this.roomId = roomId;
			this.listener = listener;
		}

		void send() {
			int current = ++this.attempt;
			RoomJoins joins = RoomJoins.this;
			this.sentAt = joins.tooMany;
			this.cancelTimer = joins.effects.timer().schedule(patience(), this::timedOut);
			if (!joins.answers) {
				joins.effects.timer().schedule(SEND_ANYWAY, () -> {
					if (!this.ended && current == this.attempt) {
						this.listener.overdueAnswer();
					}
				});
			}
			try {
				joins.effects.join(this.roomId, (ack) -> {
					joins.answers = true;
					if (!this.ended && (current == this.attempt || isYes(ack))) {
						answered(ack);
					}
				});
			}
			catch (ChatWebSocketException ex) {
				answered(new Acknowledgement(false, null, ex.code(), ex.getMessage()));
			}
		}

		private void timedOut() {
			RoomJoins.this.silent = true;
			if (RoomJoins.this.answers) {
				this.attempt++;
				again();
				this.listener.unanswered();
			}
			else {
				// It never answers. That counts as acceptance until it says otherwise.
				this.listener.joined();
			}
		}

		private void answered(Acknowledgement ack) {
			this.cancelTimer.run();
			this.attempt++;
			if (isYes(ack)) {
				end();
				this.listener.joined();
				return;
			}
			String code = (ack.errorCode() != null) ? ErrorReader.excerpt(ack.errorCode()) : "";
			boolean tooMany = TOO_MANY.matcher(code).find();
			if (tooMany) {
				this.attempts++;
				if (this.sentAt == RoomJoins.this.tooMany) {
					// Joins that were sent earlier do not count again.
					RoomJoins.this.tooMany++;
				}
				RoomJoins.this.send(this);
			}
			else if (!FINAL.matcher(code).matches()) {
				again();
			}
			else {
				end();
			}
			this.listener.refused(ack, !tooMany || this.attempts >= 3);
		}

		private void again() {
			long pause = BACKOFF.after(++this.attempts).toMillis();
			pause -= (long) (RoomJoins.this.effects.random().nextDouble() * pause / 2);
			this.cancelTimer = RoomJoins.this.effects.timer()
				.schedule(Duration.ofMillis(pause), () -> RoomJoins.this.send(this));
		}

		void end() {
			this.ended = true;
			RoomJoins.this.joins.remove(this.roomId, this);
			this.cancelTimer.run();
			RoomJoins.this.waiting.remove(this);
		}

	}

}
