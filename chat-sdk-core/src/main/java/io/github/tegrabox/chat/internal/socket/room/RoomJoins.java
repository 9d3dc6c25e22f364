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
 * Joins of one connection. They go out at once until the server says that it is too many
 * of them, from then on one after the other. One that was refused for a reason that may
 * pass, or that was not answered although the server answers others, is sent again after
 * a pause.
 */
final class RoomJoins {

	/** For a server that has never acknowledged anything. */
	private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

	/** How long messages wait for the answer of a server that may never give any. */
	private static final Duration SEND_ANYWAY = Duration.ofSeconds(3);

	private static final Backoff BACKOFF = Backoff.ofMillis(1_000, 60_000);

	/** Between two joins, by how often it was too many of them. */
	private static final Backoff INTERVALS = Backoff.ofMillis(100, 10_000);

	private static final Pattern TOO_MANY = Pattern.compile("(?i)rate_?limit|too_?many|throttl|slow_?down");

	/** As good as a yes: an earlier join was taken, though its answer was lost. */
	private static final Pattern ALREADY = Pattern
		.compile("(?i)^(?!.*(max|limit|too[ _-]?many|other)).*already[ _-]?(been[ _-]?)?(a[ _-]?)?"
				+ "(joined|member|subscribed|in([ _-]?th(e|is|at))?[ _-]?(room|channel|chat|conversation|group|\\W*$))");

	/** What the code of a refusal may also name: the room, the caller and the request. */
	private static final String ABOUT = "(room|chat|channel|conversation|group|user|member|access|permission|join|request"
			+ "|payload|body|param(eter)?|argument|id|name|is|was|of|in|to|from|the|this|err(or)?|exception|failed|\\W|_)*";

	/**
	 * What no later attempt changes. A session or a shard that is not found is another
	 * matter.
	 */
	private static final Pattern FINAL = Pattern
		.compile("(?i)" + ABOUT + "(not_?found|forbidden|unauthori[sz]ed|denied|not_?(a_?)?member|banned"
				+ "|invalid|validation|too_?large|bad_?request|unknown[_-]?room|no_?such|archived|deleted)" + ABOUT);

	private final RoomEffects effects;

	private final Duration ackTimeout;

	private final Map<String, Join> joins = new HashMap<>();

	private final Deque<Join> waiting = new ArrayDeque<>();

	/** How often it was too many; 0 as long as the server takes all that come. */
	private int tooMany;

	private Runnable cancelPace = () -> {
	};

	private boolean pacing;

	/** Whether the server has ever answered one. */
	private boolean answers;

	/** Whether one had to be waited for in vain. */
	private boolean silent;

	RoomJoins(RoomEffects effects, Duration ackTimeout) {
		this.effects = effects;
		this.ackTimeout = ackTimeout;
	}

	/** Asks the server to join, again and again where that makes sense. */
	void join(String roomId, Listener listener) {
		forget(roomId);
		Join join = new Join(roomId, listener);
		this.joins.put(roomId, join);
		send(join);
	}

	/**
	 * Asks once more, for the sake of the answer.
	 * @param roomId the id of the room
	 * @param answer what to do when the server has said yes
	 */
	void confirm(String roomId, Runnable answer) {
		this.effects.join(roomId, (ack) -> {
			if (isYes(ack)) {
				answer.run();
			}
		});
	}

	/**
	 * Asks once, whatever comes of it: it makes a member of the user.
	 */
	void knock(String roomId) {
		try {
			confirm(roomId, () -> {
			});
		}
		catch (ChatWebSocketException ex) {
			// The join itself will tell.
		}
	}

	/**
	 * Returns whether nothing more comes of a join by itself.
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
	 * Who is told of the answers.
	 */
	interface Listener {

		void joined();

		/**
		 * No answer yet, from a server that may never give any.
		 */
		void overdueAnswer();

		/**
		 * The server does not answer, although it answers others; it is asked again.
		 */
		void unanswered();

		/**
		 * The server refuses.
		 * @param ack its words
		 * @param worthTelling whether it does so for a while, or for good
		 */
		void refused(Acknowledgement ack, boolean worthTelling);

	}

	private final class Join {

		private final String roomId;

		private final Listener listener;

		private int attempts;

		/** How often it had been too many when it was sent. */
		private int sentAt;

		/**
		 * Raised with each attempt; the answer to an earlier one counts only as a yes.
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
				// It never does: it counts as a yes, until it says something else.
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
					// Those that were sent before are the same piece of news.
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
