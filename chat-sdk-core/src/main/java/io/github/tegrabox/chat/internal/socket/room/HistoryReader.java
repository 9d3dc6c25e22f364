package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of one room's history. Tries again with growing pauses, until there is
 * an answer or the server has made clear that there will be none.
 */
final class HistoryReader {

	/** How many refusals in a row count as final if each might be temporary. */
	private static final int MAX_REFUSALS = 5;

	/** The pause from the fifth failure in a row on. */
	private static final Duration LONG_PAUSE = Duration.ofSeconds(4);

	/** How many of the newest items may lack an id before they count as unreadable. */
	private static final int MAX_ANONYMOUS = 100;

	private final String roomId;

	private final RoomEffects effects;

	private final HistoryCalls calls;

	private final boolean newestFirst;

	private final boolean patient;

	private final Consumer<String> stuck;

	/** The most items on a page that was full, as far as known. */
	private int fullest;

	private @Nullable HistoryPage latest;

	private int failures;

	private int refusals;

	/** Whether the history was refused for good; reset when a page can be read. */
	private boolean refusedForGood;

	/** Incremented to invalidate everything in progress. */
	private int turn;

	/** The retry after a pause that the server did not ask for. */
	private @Nullable Runnable pausing;

	/**
	 * Creates a reader.
	 * @param roomId the id of the room
	 * @param effects the timer
	 * @param calls sends the calls
	 * @param order the order in which the server lists
	 * @param patient whether only several refusals in a row count; not before the join,
	 * which may be all that is missing
	 * @param stuck called, perhaps repeatedly, with the reason why reading does not go on
	 * for some time
	 */
	HistoryReader(String roomId, RoomEffects effects, HistoryCalls calls, MessageOrder order, boolean patient,
			Consumer<String> stuck) {
		this.roomId = roomId;
		this.effects = effects;
		this.calls = calls;
		this.newestFirst = order == MessageOrder.NEWEST_FIRST;
		this.patient = patient;
		this.stuck = stuck;
	}

	boolean isNewestFirst() {
		return this.newestFirst;
	}

	/** Returns whether the server refused the last call for good. */
	boolean isRefused() {
		return this.refusedForGood;
	}

	void cancel() {
		this.turn++;
		this.failures = 0;
		this.refusals = 0;
		this.pausing = null;
	}

	/**
	 * Tries again at once, since there is a sign that the server is up. Does not cut
	 * short a pause that the server asked for.
	 */
	void hurry() {
		Runnable retry = this.pausing;
		if (retry != null) {
			this.pausing = null;
			retry.run();
		}
	}

	/** Does something after a pause, unless {@link #cancel()} is called first. */
	void pause(Duration pause, Runnable then) {
		int current = this.turn;
		this.effects.timer().schedule(pause, () -> {
			if (current == this.turn) {
				then.run();
			}
		});
	}

	/**
	 * Reads the newest messages.
	 * @param hint the page on which an oldest-first list last ended
	 * @param answer gets them, oldest first: at least one with an id, or else all that
	 * there are; {@code null} if that cannot be read
	 */
	void newest(int hint, Consumer<@Nullable List<HistoryItem>> answer) {
		cancel();
		if (this.newestFirst) {
			read(PaginationParams.of(1, Position.MARKS), (page) -> goBack(page, List.of(), answer),
					(reason) -> answer.accept(null));
		}
		else {
			readLast(new LastPage(hint), answer);
		}
	}

	private void readLast(LastPage last, Consumer<@Nullable List<HistoryItem>> answer) {
		read(PaginationParams.of(last.page(), PaginationParams.MAX_LIMIT), (page) -> {
			if (last.isFound(page)) {
				goBack(page, List.of(), answer);
			}
			else {
				readLast(last, answer);
			}
		}, (reason) -> answer.accept(null));
	}

	/** Reads older pages, too, until an item has an id. */
	private void goBack(HistoryPage page, List<HistoryItem> newer, Consumer<@Nullable List<HistoryItem>> answer) {
		List<HistoryItem> items = new ArrayList<>(page.items());
		items.addAll(newer);
		if (!page.ids().isEmpty() || page.isEmpty() || (!this.newestFirst && page.page() == 1)) {
			answer.accept(items);
		}
		else if (items.size() >= MAX_ANONYMOUS) {
			answer.accept(null);
		}
		else {
			int older = page.page() + (this.newestFirst ? 1 : -1);
			read(PaginationParams.of(older, page.asked().limit()), (found) -> goBack(found, items, answer),
					(reason) -> answer.accept(null));
		}
	}

	/** Reads a page, or reports why it cannot be read. */
	void read(PaginationParams pagination, Consumer<HistoryPage> done, Consumer<String> refused) {
		int current = this.turn;
		this.calls.fetch(this.roomId, pagination, (page, failure) -> {
			if (current != this.turn) {
				return;
			}
			PaginatedResponse<Message> found = (failure instanceof ChatNotFoundException) ? behindTheEnd(pagination)
					: page;
			if (found != null) {
				this.failures = 0;
				this.refusals = 0;
				this.refusedForGood = false;
				int size = HistoryItem.size(found);
				if (size >= found.limit()) {
					this.fullest = Math.max(this.fullest, size);
				}
				HistoryPage read = HistoryPage.of(found, pagination, this.newestFirst, this.fullest);
				this.latest = read;
				done.accept(read);
			}
			else if (failure != null) {
				failed(failure, () -> read(pagination, done, refused), refused);
			}
		});
	}

	/**
	 * Returns an empty page for one that was not found, if the latest page shows that it
	 * lies beyond the end of the list.
	 */
	private @Nullable PaginatedResponse<Message> behindTheEnd(PaginationParams asked) {
		HistoryPage last = this.latest;
		if (last == null || asked.page() == 1
				|| (asked.page() - 1L) * Math.min(last.limit(), asked.limit()) < last.total()) {
			return null;
		}
		return new PaginatedResponse<>(List.of(), asked.page(), 0, last.total(), last.totalPages());
	}

	private void failed(Throwable failure, Runnable retry, Consumer<String> refused) {
		String reason = HistoryFailure.finalReason(failure);
		String refusal = HistoryFailure.refusal(failure);
		this.failures++;
		this.refusals = (refusal != null) ? this.refusals + 1 : 0;
		boolean mayPass = (this.patient && !this.refusedForGood) || failure instanceof ChatDecodingException;
		if (reason == null && this.refusals >= (mayPass ? MAX_REFUSALS : 1)) {
			reason = refusal;
		}
		if (reason != null) {
			this.refusedForGood = true;
			refused.accept(reason);
			return;
		}
		boolean[] begun = { false };
		Runnable once = () -> {
			if (!begun[0]) {
				begun[0] = true;
				retry.run();
			}
		};
		if (!HistoryFailure.isWish(failure)) {
			this.pausing = once;
		}
		Duration pause = HistoryFailure.pause(failure, this.failures);
		pause(pause, once);
		if (pause.compareTo(LONG_PAUSE) >= 0) {
			this.stuck.accept(HistoryFailure.describe(failure));
		}
	}

}
