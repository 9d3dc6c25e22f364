package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reader of where a room stands. The connection and the join wait for it, but not for
 * long.
 */
final class MarkReader {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final HistoryReader history;

	private final RoomEffects effects;

	private final Progress progress;

	private final Consumer<@Nullable List<Message>> answer;

	private final Runnable overdue;

	private boolean reading;

	private boolean late;

	/** Raised whenever answers that are still under way lose their meaning. */
	private int turn;

	private Runnable cancelPatience = () -> {
	};

	/**
	 * Creates a reader.
	 * @param history where to read
	 * @param effects the world around
	 * @param progress where a mark is set once the room has been joined
	 * @param answer gets the newest messages, or {@code null} if there is no reading them
	 * @param overdue told when nothing should wait any more, while it is still tried
	 */
	MarkReader(HistoryReader history, RoomEffects effects, Progress progress, Consumer<@Nullable List<Message>> answer,
			Runnable overdue) {
		this.history = history;
		this.effects = effects;
		this.progress = progress;
		this.answer = answer;
		this.overdue = overdue;
	}

	boolean isReading() {
		return this.reading;
	}

	boolean isLate() {
		return this.late;
	}

	boolean isAwaited() {
		return this.reading && !this.late;
	}

	void read() {
		this.reading = true;
		this.cancelPatience = this.effects.timer().schedule(PATIENCE, this::giveUpWaiting);
		this.history.newest((newest) -> {
			stop();
			this.answer.accept(newest);
			this.effects.settled();
		});
	}

	private void giveUpWaiting() {
		this.late = true;
		this.overdue.run();
		this.effects.settled();
	}

	/**
	 * Sets a mark that was read after the join was sent, once the server has answered
	 * another one: the answer comes behind whatever messages were on their way, so that
	 * they are not taken for old.
	 * @param roomId the id of the room
	 * @param point the mark
	 */
	void confirm(String roomId, StartingPoint point) {
		int current = this.turn;
		this.effects.join(roomId, (ack) -> {
			if (current == this.turn && ack != null && ack.ok()) {
				set(point);
			}
		});
	}

	/** A history that is closed to all but members may be open after the join. */
	void readLater() {
		if (!this.reading && this.progress.startingPoint() == null) {
			this.history.newest((newest) -> {
				if (newest != null) {
					set(StartingPoint.after(newest));
				}
			});
		}
	}

	private void set(StartingPoint point) {
		if (this.progress.startingPoint() == null) {
			this.progress.startAt(point);
		}
	}

	void stop() {
		this.turn++;
		this.reading = false;
		this.late = false;
		this.cancelPatience.run();
		this.history.cancel();
	}

}
