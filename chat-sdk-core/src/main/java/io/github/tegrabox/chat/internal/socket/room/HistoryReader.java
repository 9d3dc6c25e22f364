package io.github.tegrabox.chat.internal.socket.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the history of one room: tries again, with growing pauses, until there is an
 * answer or the server has made clear that there will be none.
 */
final class HistoryReader {

	private final String roomId;

	private final RoomEffects effects;

	private final RecoveryPolicy policy;

	private int lastPage = 1;

	private int failures;

	/** Raised whenever what is under way has lost its meaning. */
	private int turn;

	HistoryReader(String roomId, RoomEffects effects, RecoveryPolicy policy) {
		this.roomId = roomId;
		this.effects = effects;
		this.policy = policy;
	}

	void cancel() {
		this.turn++;
		this.failures = 0;
	}

	/**
	 * Reads the newest messages.
	 * @param answer gets them, newest first, or {@code null} if there is no reading them
	 */
	void newest(Consumer<@Nullable List<Message>> answer) {
		cancel();
		if (this.policy.order() == MessageOrder.NEWEST_FIRST) {
			read(PaginationParams.of(1, StartingPoint.MARKS), (page) -> answer.accept(page.items()),
					(reason) -> answer.accept(null));
		}
		else {
			readLast(new LastPage(this.lastPage), answer);
		}
	}

	private void readLast(LastPage last, Consumer<@Nullable List<Message>> answer) {
		read(PaginationParams.of(last.page(), PaginationParams.MAX_LIMIT), (page) -> {
			if (!last.isFound(page)) {
				readLast(last, answer);
				return;
			}
			this.lastPage = last.page();
			List<Message> items = new ArrayList<>(page.items());
			Collections.reverse(items);
			answer.accept(items);
		}, (reason) -> answer.accept(null));
	}

	/**
	 * Reads what is new.
	 * @param start since when
	 * @param behind whether it is the listeners' slowness that made it unread
	 * @param arrived recognizes messages that have arrived live
	 * @param done gets the finished walk
	 * @param refused gets the reason why there is no reading it
	 */
	void since(StartingPoint start, boolean behind, Predicate<String> arrived, Consumer<HistoryWalk> done,
			Consumer<String> refused) {
		cancel();
		int most = behind ? Math.max(this.policy.maxMessages(), this.policy.queueCapacity())
				: this.policy.maxMessages();
		readNext(new HistoryWalk(this.policy.order(), start, new HistoryWalk.Bound(most, behind), arrived,
				this.lastPage), done, refused);
	}

	private void readNext(HistoryWalk walk, Consumer<HistoryWalk> done, Consumer<String> refused) {
		read(walk.next(), (page) -> {
			if (walk.accept(page)) {
				this.lastPage = walk.lastPage();
				done.accept(walk);
			}
			else {
				readNext(walk, done, refused);
			}
		}, refused);
	}

	private void read(PaginationParams pagination, Consumer<PaginatedResponse<Message>> done,
			Consumer<String> refused) {
		int current = this.turn;
		this.effects.fetch(this.roomId, pagination, (page, failure) -> {
			if (current != this.turn) {
				return;
			}
			if (page != null) {
				this.failures = 0;
				done.accept(page);
			}
			else if (failure != null) {
				failed(failure, () -> read(pagination, done, refused), refused);
			}
		});
	}

	private void failed(Throwable failure, Runnable retry, Consumer<String> refused) {
		int current = this.turn;
		String reason = HistoryFailure.finalReason(failure, ++this.failures);
		if (reason != null) {
			refused.accept(reason);
			return;
		}
		this.effects.timer().schedule(HistoryFailure.pause(failure, this.failures), () -> {
			if (current == this.turn) {
				retry.run();
			}
		});
	}

}
