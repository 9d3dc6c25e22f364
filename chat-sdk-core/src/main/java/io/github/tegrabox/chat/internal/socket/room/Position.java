package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * How far a room has been passed on to its listeners: the last messages that they got or,
 * before the first one, the newest messages of the history when the room began. An item
 * without an id is never among these, since another one may look the same: only its place
 * after them tells whether it was passed on.
 */
final class Position {

	/** How many messages mark a beginning, so that it survives the deletion of one. */
	static final int MARKS = 10;

	private static final int DELIVERED = 1024;

	/**
	 * How many recovered messages are remembered, since live duplicates may still come.
	 */
	private static final int RECOVERED = 10_000;

	private RecentItems delivered = new RecentItems(DELIVERED);

	private @Nullable RecentItems deliveredBeforeGap;

	private RecentItems recovered = new RecentItems(RECOVERED);

	/** The newest messages before the first one that listeners get. */
	private @Nullable RecentItems marks;

	/** How many items without an id lie between the last known one and the position. */
	private int anonymous;

	/** When the last message before the position was written. */
	private @Nullable Instant time;

	/** Whether live messages from before the position may still be on their way. */
	private boolean tentative;

	/** How many messages the history had up to here, if that is known. */
	private long total = -1;

	boolean isKnown() {
		return !this.delivered.isEmpty() || this.marks != null;
	}

	boolean isAtBeginning() {
		return this.delivered.isEmpty() && this.marks != null && this.marks.isEmpty();
	}

	long total() {
		return this.total;
	}

	void total(long total) {
		this.total = total;
	}

	/** Returns how many messages can be recognized without their time. */
	int recognizable() {
		return this.delivered.isEmpty() ? MARKS : this.delivered.size();
	}

	@Nullable Instant time() {
		return this.time;
	}

	/**
	 * Begins after the newest messages of a history.
	 * @param newest some messages, oldest first; none, or none with an id, for the
	 * beginning of the history
	 */
	void beginAfter(List<HistoryItem> newest) {
		RecentItems before = new RecentItems(MARKS);
		this.time = null;
		this.anonymous = 0;
		for (HistoryItem item : newest) {
			String id = item.id();
			if (id != null) {
				before.add(id, item.time());
				this.time = item.time();
				this.anonymous = 0;
			}
			else {
				this.anonymous++;
			}
		}
		this.marks = before;
	}

	/** Continues from a stored position. */
	void resumeAt(RoomPosition stored) {
		beginAfter(List.of());
		stored.handled().forEach((item) -> {
			this.delivered.add(item.id(), item.time());
			this.time = item.time();
		});
	}

	/**
	 * Continues after a gap: everything up to the given messages counts as done.
	 * @param newest the newest messages of the history, oldest first
	 * @param forgetting whether this is a different history than before
	 */
	void resumeAfterGap(List<HistoryItem> newest, boolean forgetting) {
		this.deliveredBeforeGap = forgetting ? null : this.delivered;
		if (forgetting) {
			this.recovered = new RecentItems(RECOVERED);
		}
		this.delivered = new RecentItems(DELIVERED);
		beginAfter(newest);
		if (isAtBeginning() && !newest.isEmpty()) {
			// None of these can be recognized, and others may come before them.
			this.marks = null;
		}
		this.tentative = true;
		this.total = -1;
	}

	void handedOn(ChatEvent event) {
		if (event instanceof MessageReceived received) {
			Message message = received.message();
			handedOn(message.id(), message.createdAt());
			if (received.recovered()) {
				this.recovered.add(message.id(), message.createdAt());
			}
		}
	}

	/** Moves past an item. */
	void handedOn(HistoryItem item) {
		handedOn(item.id(), item.time());
	}

	private void handedOn(@Nullable String id, @Nullable Instant at) {
		if (this.total >= 0) {
			this.total++;
		}
		if (id == null) {
			this.anonymous++;
			return;
		}
		this.delivered.add(id, at);
		this.anonymous = 0;
		if (this.tentative) {
			this.tentative = false;
			this.marks = null;
		}
		this.time = at;
	}

	/**
	 * Called when a live message is none of the recovered ones: all their duplicates have
	 * passed.
	 */
	void duplicatesHavePassed() {
		if (!this.recovered.isEmpty()) {
			this.recovered = new RecentItems(RECOVERED);
		}
	}

	boolean isDelivered(HistoryItem item) {
		return this.delivered.has(item);
	}

	boolean isMark(HistoryItem item) {
		return this.marks != null && this.marks.has(item);
	}

	/** Returns the current marks; another beginning has its own. */
	RecentItems marks() {
		return (this.marks != null) ? this.marks : new RecentItems(0);
	}

	/** Returns whether an item was already passed on. */
	boolean isDuplicate(HistoryItem item) {
		String id = item.id();
		return id != null && isDuplicate(id, item.time());
	}

	boolean isDuplicate(ChatEvent event) {
		return event instanceof MessageReceived received
				&& isDuplicate(received.message().id(), received.message().createdAt());
	}

	private boolean isDuplicate(String id, @Nullable Instant at) {
		return this.delivered.has(id, at) || this.recovered.has(id, at)
				|| (this.deliveredBeforeGap != null && this.deliveredBeforeGap.has(id, at));
	}

	boolean isBefore(@Nullable Instant other) {
		return this.time != null && other != null && other.isAfter(this.time);
	}

	boolean isAfter(@Nullable Instant other) {
		return this.time != null && other != null && other.isBefore(this.time);
	}

	/** Returns where the position lies, relative to a page with at least one item. */
	Side sideOf(List<HistoryItem> items) {
		boolean marked = false;
		boolean older = false;
		boolean newer = false;
		boolean same = false;
		boolean dated = false;
		for (HistoryItem item : items) {
			if (isDelivered(item)) {
				return Side.HERE;
			}
			marked |= isMark(item);
			dated |= item.time() != null;
			older |= isAfter(item.time());
			newer |= isBefore(item.time());
			same |= !isAfter(item.time()) && !isBefore(item.time());
		}
		if (marked) {
			return this.delivered.isEmpty() ? Side.HERE : Side.AMONG;
		}
		if (isAtBeginning()) {
			return Side.AFTER;
		}
		if (!dated || this.time == null) {
			return Side.UNKNOWN;
		}
		if (same || (older && newer)) {
			return Side.AMONG;
		}
		return older ? Side.BEFORE : Side.AFTER;
	}

	/**
	 * Returns the items of a page after the position, by its known messages. Between two
	 * delivered ones there may be one that never came: a server need not send in the
	 * order in which it lists.
	 * @param items the items of a page on which the position lies, oldest first
	 * @return those after it, oldest first
	 */
	List<HistoryItem> after(List<HistoryItem> items) {
		int from = 0;
		for (int i = items.size() - 1; i >= 0; i--) {
			if (isDelivered(items.get(i))) {
				from = i + 1;
			}
		}
		for (int i = items.size() - 1; from == 0 && i >= 0; i--) {
			if (isMark(items.get(i))) {
				from = i + 1;
			}
		}
		return unheard(items.subList(from, items.size()), 0);
	}

	/**
	 * Leaves out items without an id that were passed on, judging by their place: before
	 * a known item, or right after it and not beyond the position.
	 * @param items items that may lie before the position, oldest first
	 * @param passed how many without an id lie between the last known one and these
	 * @return the others, oldest first
	 */
	List<HistoryItem> unheard(List<HistoryItem> items, int passed) {
		int known = items.size() - newerThanKnown(items);
		List<HistoryItem> unheard = new ArrayList<>(items.subList(0, known));
		unheard.removeIf(HistoryItem::isAnonymous);
		int from = known;
		while (from < items.size() && from - known < this.anonymous - passed && items.get(from).isAnonymous()) {
			from++;
		}
		unheard.addAll(items.subList(from, items.size()));
		return unheard;
	}

	/** Returns how many of some items, oldest first, are newer than all known ones. */
	int newerThanKnown(List<HistoryItem> items) {
		int count = 0;
		for (int i = items.size() - 1; i >= 0 && !isDelivered(items.get(i)) && !isMark(items.get(i)); i--) {
			count++;
		}
		return count;
	}

	/**
	 * Returns a position in the form in which it is stored.
	 * @param newest the newest messages of the history, oldest first
	 * @return the position after them
	 */
	static RoomPosition stored(List<HistoryItem> newest) {
		List<RoomPosition.Handled> handled = newest.stream()
			.flatMap((item) -> Stream.ofNullable(item.id()).map((id) -> new RoomPosition.Handled(id, item.time())))
			.toList();
		return new RoomPosition(handled.subList(Math.max(0, handled.size() - MARKS), handled.size()));
	}

	/**
	 * Where the position lies, relative to a page of the history.
	 */
	enum Side {

		/** On the page: it has a known message. */
		HERE,

		/** On the page or near it, by the times: none of its messages is known. */
		AMONG,

		/** In newer pages: everything on this one was written before. */
		BEFORE,

		/** In older pages: everything on this one was written after. */
		AFTER,

		/** Not known. */
		UNKNOWN

	}

}
