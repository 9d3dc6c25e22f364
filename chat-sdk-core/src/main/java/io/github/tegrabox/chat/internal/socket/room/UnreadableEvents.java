package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.Collection;

import io.github.tegrabox.chat.internal.net.Backoff;

/**
 * Events of the current connection that cannot be read and may have been a message of any
 * room. The histories are read to find out, and what comes later waits for that. If they
 * show several times in a row that it was none, they are read less and less often, and
 * nothing waits in between.
 */
final class UnreadableEvents {

	/** How long until the histories are read. */
	private static final Duration SOON = Duration.ofMillis(100);

	/** The least time between two readings, for few rooms; the next one is for many. */
	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

	/** How many readings in a row may find nothing before they become rarer. */
	private static final int MAX_FRUITLESS = 3;

	private static final Backoff FRUITLESS = Backoff.ofMillis(1_000, 60_000);

	private final RoomEffects effects;

	private final Collection<RoomFeed> rooms;

	/** How many readings in a row found no message that had not come live. */
	private int fruitless;

	private long earliest;

	private boolean waiting;

	private Runnable cancel = () -> {
	};

	/**
	 * Creates an instance without any events.
	 * @param effects the effects on the environment
	 * @param rooms a live view of the rooms
	 */
	UnreadableEvents(RoomEffects effects, Collection<RoomFeed> rooms) {
		this.effects = effects;
		this.rooms = rooms;
	}

	void linkUp() {
		this.earliest = this.effects.timer().nanos();
	}

	void linkDown() {
		this.cancel.run();
		this.waiting = false;
		this.fruitless = 0;
	}

	/**
	 * Called when one has come.
	 */
	void arrived() {
		long left = this.earliest - this.effects.timer().nanos();
		if (this.fruitless > MAX_FRUITLESS && left > 0) {
			return;
		}
		this.rooms.forEach(RoomFeed::hold);
		if (!this.waiting) {
			this.waiting = true;
			// All clients may have received the same at the same moment.
			long pause = Math.max(left, SOON.toNanos());
			pause -= (long) (this.effects.random().nextDouble() * pause / 2);
			this.cancel = this.effects.timer().schedule(Duration.ofNanos(pause), this::look);
		}
	}

	private void look() {
		this.waiting = false;
		if (this.rooms.stream().noneMatch(RoomFeed::isSought)) {
			this.fruitless++;
		}
		pause();
		this.rooms.forEach(RoomFeed::readAgain);
	}

	/**
	 * Called when a message was found that had not come live.
	 */
	void found() {
		this.fruitless = 0;
		pause();
	}

	private void pause() {
		Duration pause = Rooms.POLL_PACE.multipliedBy(this.rooms.size());
		if (this.fruitless > MAX_FRUITLESS) {
			pause = FRUITLESS.after(this.fruitless - MAX_FRUITLESS);
		}
		else if (pause.compareTo(SHORTEST_PAUSE) < 0) {
			pause = SHORTEST_PAUSE;
		}
		else if (pause.compareTo(LONGEST_PAUSE) > 0) {
			pause = LONGEST_PAUSE;
		}
		this.earliest = this.effects.timer().nanos() + pause.toNanos();
	}

}
