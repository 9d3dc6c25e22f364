package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the history of a room, page by page from the newest message back to
 * the starting point, whichever way the server lists.
 * <p>
 * Going back is what makes page numbers safe: a message written meanwhile moves others to
 * a later page of a newest-first list, where they are met twice and taken once, and adds
 * to the end of an oldest-first list, which is behind the walk. It is not missed either:
 * it arrives live. Only a deletion could hide a message, by moving it to a page already
 * read; the total tells, and the walk starts anew. Totals are trusted for nothing else:
 * they may be off by some.
 */
final class HistoryWalk {

	private static final int MAX_RESTARTS = 5;

	private final boolean newestFirst;

	private final StartingPoint start;

	private final int most;

	private final boolean keepOldest;

	private final Predicate<String> arrived;

	private final Set<String> met = new HashSet<>();

	/** Newest first. */
	private final Deque<Message> found = new ArrayDeque<>();

	private final List<Message> newest = new ArrayList<>();

	private int page;

	/** The search for the end of an oldest-first list, where the walk begins. */
	private final LastPage last;

	private boolean located;

	private long firstTotal;

	private long lastTotal = -1;

	private int restarts;

	private int missed;

	private boolean truncated;

	private @Nullable String gap;

	/**
	 * Creates a walk.
	 * @param order how the server lists
	 * @param start where to stop
	 * @param bound how much to hold
	 * @param arrived recognizes messages that have arrived live and so are not missed
	 * @param hint the page on which an oldest-first list ended the last time
	 */
	HistoryWalk(MessageOrder order, StartingPoint start, Bound bound, Predicate<String> arrived, int hint) {
		this.arrived = arrived;
		this.most = bound.most();
		this.keepOldest = bound.keepOldest();
		this.newestFirst = order == MessageOrder.NEWEST_FIRST;
		this.start = start;
		this.last = new LastPage(hint);
		this.page = this.newestFirst ? 1 : this.last.page();
		this.located = this.newestFirst;
	}

	PaginationParams next() {
		return PaginationParams.of(this.page, PaginationParams.MAX_LIMIT);
	}

	/**
	 * Takes a page in.
	 * @param response the page asked for
	 * @return whether the walk is over
	 */
	boolean accept(PaginatedResponse<Message> response) {
		if (!this.located) {
			this.located = this.last.isFound(response);
			this.page = this.last.page();
			if (!this.located) {
				return false;
			}
		}
		if (this.newestFirst && response.total() < this.lastTotal) {
			return restart();
		}
		boolean grown = response.total() > this.lastTotal;
		this.lastTotal = response.total();
		List<Message> items = new ArrayList<>(response.items());
		if (!this.newestFirst) {
			Collections.reverse(items);
		}
		if (this.newest.isEmpty()) {
			this.newest.addAll(items);
			this.firstTotal = response.total();
		}
		int metBefore = this.met.size();
		boolean arrived = take(items.subList(newer(items, response), items.size()));
		return arrived || this.gap != null || turnPage(response, grown || this.met.size() > metBefore);
	}

	/**
	 * Counts the messages on a page that were written since the walk began: they arrive
	 * live, and would be out of order here.
	 */
	private int newer(List<Message> items, PaginatedResponse<Message> response) {
		if (!this.newestFirst || this.newest.isEmpty()) {
			return 0;
		}
		long byTotal = response.total() - this.firstTotal - (this.page - 1L) * response.limit();
		int count = (int) Math.max(0, Math.min(byTotal, items.size()));
		Instant began = this.newest.get(0).createdAt();
		for (int i = count; began != null && i < items.size(); i++) {
			Instant time = items.get(i).createdAt();
			if (time != null && time.isAfter(began)) {
				count = i + 1;
			}
		}
		for (int i = items.size() - 1; i > count; i--) {
			if (this.met.contains(items.get(i).id()) && !this.met.contains(items.get(i - 1).id())) {
				// All that came before one that was met has been met, unless it is newer.
				count = i;
			}
		}
		return count;
	}

	private boolean turnPage(PaginatedResponse<Message> response, boolean moved) {
		if (this.newestFirst ? isEnd(response, moved) : this.page == 1) {
			if (!this.start.beginning()) {
				this.gap = "the history no longer reaches back to the last message seen";
			}
			return true;
		}
		this.page += this.newestFirst ? 1 : -1;
		return false;
	}

	/**
	 * Tells by the page itself, since a count may be off by some: it is short, or it is
	 * the one before once more.
	 */
	private boolean isEnd(PaginatedResponse<Message> response, boolean moved) {
		int size = response.items().size();
		return size == 0 || (this.page >= response.totalPages() && (size < response.limit() || !moved));
	}

	private boolean restart() {
		this.lastTotal = -1;
		this.page = 1;
		this.met.clear();
		this.found.clear();
		this.missed = 0;
		this.truncated = false;
		if (++this.restarts > MAX_RESTARTS) {
			this.gap = "messages were deleted faster than the history could be read";
			return true;
		}
		this.newest.clear();
		return false;
	}

	/**
	 * Takes what is new of a page, newest first; returns whether it reaches the start.
	 */
	private boolean take(List<Message> items) {
		int lastDelivered = -1;
		int firstOlder = -1;
		for (int i = 0; i < items.size(); i++) {
			String id = items.get(i).id();
			if (this.start.delivered().test(id)) {
				lastDelivered = i;
			}
			else if (firstOlder < 0 && this.start.older().test(id)) {
				firstOlder = i;
			}
		}
		if (lastDelivered >= 0) {
			// Between two delivered messages there may be one that never came: a server
			// need not send in the order in which it lists.
			items.subList(0, lastDelivered).forEach(this::add);
			return true;
		}
		items.subList(0, (firstOlder >= 0) ? firstOlder : items.size()).forEach(this::add);
		if (firstOlder >= 0 && !this.start.advanced()) {
			return true;
		}
		boolean passed = firstOlder >= 0
				|| (!items.isEmpty() && this.start.isAfter(items.get(items.size() - 1).createdAt()));
		if (passed) {
			goByTime();
		}
		return passed;
	}

	/**
	 * The last message seen was deleted: its time takes its place, if it tells enough.
	 */
	private void goByTime() {
		this.found.removeIf((message) -> this.start.isAfter(message.createdAt()));
		if (this.gap == null && this.found.stream().anyMatch((message) -> !this.start.isBefore(message.createdAt()))) {
			this.gap = "the last message seen was deleted, and others are of the same time";
		}
	}

	private void add(Message message) {
		if (this.gap != null || this.start.isKnown(message.id()) || !this.met.add(message.id())) {
			return;
		}
		this.found.addLast(message);
		if (!this.arrived.test(message.id())) {
			this.missed++;
		}
		if ((this.keepOldest ? this.found.size() : this.missed) > this.most) {
			if (this.keepOldest) {
				this.found.removeFirst();
				this.truncated = true;
			}
			else {
				this.gap = "more than " + this.most + " messages were missed";
			}
		}
	}

	/**
	 * Returns what is new, or nothing if it cannot be told from what is not.
	 * @return the messages, oldest first
	 */
	List<Message> found() {
		List<Message> messages = new ArrayList<>(this.found);
		if (this.gap != null) {
			boolean tooMany = this.missed > this.most;
			messages.removeIf((message) -> tooMany || !this.start.isBefore(message.createdAt()));
		}
		Collections.reverse(messages);
		return messages;
	}

	/**
	 * Returns why messages may be missing before those found.
	 * @return the reason, or {@code null} if none is
	 */
	@Nullable String gap() {
		return this.gap;
	}

	/**
	 * Returns whether there are newer messages than those found, for another walk.
	 * @return whether there are
	 */
	boolean isTruncated() {
		return this.truncated;
	}

	/**
	 * Returns the newest messages of the history when the walk began.
	 * @return the messages, newest first
	 */
	List<Message> newest() {
		return this.newest;
	}

	int lastPage() {
		return this.last.page();
	}

	/**
	 * How much to hold.
	 *
	 * @param most the number of messages
	 * @param keepOldest whether to let go of the newest ones beyond that, to be fetched
	 * by another walk, rather than give up
	 */
	record Bound(int most, boolean keepOldest) {

	}

}
