package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * Runs the history calls of all rooms, a limited number at a time: five hundred rooms
 * that reconnect together must not cause five hundred requests at once. A call that hangs
 * is given up.
 */
final class HistoryCalls {

	private static final int AT_A_TIME = 8;

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final RoomEffects effects;

	private final Deque<Call> waiting = new ArrayDeque<>();

	private final Set<Call> running = new HashSet<>();

	HistoryCalls(RoomEffects effects) {
		this.effects = effects;
	}

	void fetch(String roomId, PaginationParams pagination,
			BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
		this.waiting.addLast(new Call(roomId, pagination, answer));
		startNext();
	}

	/** Forgets the calls of a room that have not begun. */
	void forget(String roomId) {
		this.waiting.removeIf((call) -> call.roomId.equals(roomId));
	}

	private void startNext() {
		while (this.running.size() < AT_A_TIME && !this.waiting.isEmpty()) {
			this.waiting.removeFirst().start();
		}
	}

	private final class Call {

		private final String roomId;

		private final PaginationParams pagination;

		private final BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer;

		private Runnable cancelLimit = () -> {
		};

		Call(String roomId, PaginationParams pagination,
				BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
			this.roomId = roomId;
			this.pagination = pagination;
			this.answer = answer;
		}

		void start() {
			HistoryCalls.this.running.add(this);
			this.cancelLimit = HistoryCalls.this.effects.timer()
				.schedule(LIMIT, () -> answer(null, new TimeoutException("The history call took too long")));
			HistoryCalls.this.effects.fetch(this.roomId, this.pagination, this::answer);
		}

		private void answer(@Nullable PaginatedResponse<Message> page, @Nullable Throwable failure) {
			if (HistoryCalls.this.running.remove(this)) {
				this.cancelLimit.run();
				this.answer.accept(page, failure);
				startNext();
			}
		}

	}

}
