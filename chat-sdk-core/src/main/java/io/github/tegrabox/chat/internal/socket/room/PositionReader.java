package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.net.Backoff;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads where a room begins: at the present end of its history, or where the group of
 * processes that shares the room has stored it. The connection and the join wait for the
 * former, but not for long. Until the latter is known, nothing is delivered.
 */
final class PositionReader {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Backoff BACKOFF = Backoff.ofMillis(250, 8_000);

	private final String roomId;

	private final HistoryReader history;

	private final RoomEffects effects;

	private final @Nullable SharedRooms shared;

	private final Listener listener;

	private boolean reading;

	private boolean late;

	private int failures;

	/** Whether it was reported that the room cannot begin. */
	private boolean reported;

	/** Incremented to invalidate answers that are still to come. */
	private int turn;

	private Runnable cancelPatience = () -> {
	};

	PositionReader(String roomId, HistoryReader history, RoomEffects effects, @Nullable SharedRooms shared,
			Listener listener) {
		this.roomId = roomId;
		this.history = history;
		this.effects = effects;
		this.shared = shared;
		this.listener = listener;
	}

	boolean isReading() {
		return this.reading;
	}

	boolean isLate() {
		return this.late;
	}

	boolean isAwaited() {
		return this.reading && !this.late && this.shared == null;
	}

	void read() {
		this.reading = true;
		if (this.shared != null) {
			load(this.shared);
			return;
		}
		this.cancelPatience = this.effects.timer().schedule(PATIENCE, () -> {
			this.late = true;
			this.listener.overdue();
		});
		this.history.newest(1, (newest) -> {
			stop();
			this.listener.read(newest);
		});
	}

	private void load(SharedRooms rooms) {
		ask(rooms.load(this.roomId), (stored) -> {
			if (stored != null) {
				resume(stored);
			}
			else {
				beginHere(rooms);
			}
		}, () -> load(rooms));
	}

	private void beginHere(SharedRooms rooms) {
		this.history.newest(1, (newest) -> {
			if (newest != null) {
				store(rooms, Position.stored(newest));
				return;
			}
			if (this.history.isRefused()) {
				this.listener.closed();
			}
			report("It cannot be read where the room stands, so nothing of it is delivered");
			failed(() -> load(rooms));
		});
	}

	private void report(String words) {
		if (!this.reported) {
			this.reported = true;
			this.effects.report(new SocketError("no_position", words, this.roomId, this.effects.timer().now()));
		}
	}

	private void store(SharedRooms rooms, RoomPosition first) {
		ask(rooms.begin(this.roomId, first), (stored) -> resume((stored != null) ? stored : first),
				() -> store(rooms, first));
	}

	private void resume(RoomPosition stored) {
		stop();
		this.listener.loaded(stored);
	}

	private void ask(Mono<RoomPosition> source, Consumer<@Nullable RoomPosition> answer, Runnable again) {
		int current = this.turn;
		source.singleOptional().subscribe((stored) -> this.effects.post(() -> {
			if (current == this.turn) {
				this.failures = 0;
				answer.accept(stored.orElse(null));
			}
		}), (failure) -> this.effects.post(() -> {
			if (current == this.turn) {
				if (failure instanceof ChatDecodingException) {
					report(failure.getMessage() + "; nothing of it is delivered");
				}
				failed(again);
			}
		}));
	}

	private void failed(Runnable again) {
		this.history.pause(BACKOFF.after(++this.failures), again);
	}

	/** Tries again after the join, since a history may be open to members only. */
	void readLater(Consumer<List<HistoryItem>> answer) {
		if (!this.reading) {
			this.history.newest(1, (newest) -> {
				if (newest != null) {
					answer.accept(newest);
				}
			});
		}
	}

	void stop() {
		this.turn++;
		this.reading = false;
		this.late = false;
		this.cancelPatience.run();
		this.history.cancel();
	}

	/**
	 * Called with the outcome.
	 */
	interface Listener {

		/**
		 * Called when the room begins at the present end of its history.
		 * @param newest its newest messages, oldest first, or {@code null} if they cannot
		 * be read
		 */
		void read(@Nullable List<HistoryItem> newest);

		/** Called when the room continues from the group's position. */
		void loaded(RoomPosition stored);

		/** Called when the history is refused, but the room cannot begin without it. */
		void closed();

		/**
		 * Called when nothing should wait any longer; reading goes on.
		 */
		void overdue();

	}

}
