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
 * Reader of the pages of one room's history: tries again, with growing pauses, until
 * there is an answer or the server has made clear that there will be none.
 */
final class HistoryReader {

	/** How often in a row what may pass is taken for that. */
	private static final int MAX_REFUSALS = 5;

	/** As from the fifth failure in a row. */
	private static final Duration LONG_PAUSE = Duration.ofSeconds(4);

	/** How many of the newest items may have no id before they are as good as none. */
	private static final int MAX_ANONYMOUS = 100;

	private final String roomId;

	private final RoomEffects effects;

	private final HistoryCalls calls;

	private final boolean newestFirst;

	private final boolean patient;

	private final Consumer<String> stuck;

	/** The most items on a page that was full as far as anybody knows. */
	private int fullest;

	private @Nullable HistoryPage latest;

	private int failures;

	private int refusals;

	/** Whether it is certain that there is no history, until there is one. */
	private boolean refusedForGood;

	/** Raised whenever what is under way has lost its meaning. */
	private int turn;

	/** What waits for the end of a pause that nobody asked for. */
	private @Nullable Runnable pausing;

	/**
	 * Creates a reader.
	 * @param roomId the id of the room
	 * @param effects the time
	 * @param calls what sends the calls
	 * @param order how the server lists
	 * @param patient whether a refusal counts only once it has come some times in a row:
	 * not before the join, where it may be just that which is missing
	 * @param stuck told why there is no reading on for some time, perhaps again and again
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

	/** Whether the server refused the last call, and is not expected to think better. */
	boolean isRefused() {
		return this.refusedForGood;
	}

	void cancel() {
		this.turn++;
		this.failures = 0;
		this.refusals = 0;
		this.pausing = null;
	}

	/** There is a sign that the server is there: no pause has to end first. */
	void hurry() {
		Runnable retry = this.pausing;
		if (retry != null) {
			this.pausing = null;
			retry.run();
		}
	}

	/** Makes a pause that nothing but {@link #cancel()} ends early. */
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
	 * @param hint the page on which an oldest-first list ended the last time
	 * @param answer gets them, oldest first, one with an id among them or else all that
	 * there are, or {@code null} if there is no reading such
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

	/** Reads older pages, too, until there is something to be recognized by. */
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

	/** Reads a page, or tells why there is no reading it. */
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
	 * An empty page for one that is not there, if the last one tells that this is behind
	 * the end of the list.
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
