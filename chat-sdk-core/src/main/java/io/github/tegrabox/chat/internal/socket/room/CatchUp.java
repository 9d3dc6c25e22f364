package io.github.tegrabox.chat.internal.socket.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.net.Backoff;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's history from its position to the newest message. A
 * {@link PositionSearch} finds the first page. From there, pages are passed on as they
 * come while the next ones are requested, so only a few are in memory however much was
 * missed. It knows nothing of connections: what was passed on stays passed on, and the
 * next run begins there.
 * <p>
 * Messages that are written or deleted in the meantime shift all pages. So each request
 * overlaps the page before by some messages, and the page is accepted only if it has one
 * of them; if not, reading goes back by a page. If pages cannot overlap, since the server
 * has only one page size, or if the shared items have no ids, equal totals show that
 * nothing was shifted.
 */
final class CatchUp {

	/** How many pages are requested before they are needed. */
	private static final int AHEAD = 2;

	/** How far pages overlap at first, in messages. */
	private static final int OVERLAP = 4;

	/** How many pages in a row may bring no progress. */
	private static final int MAX_DETOURS = 20;

	/** How often reading starts over while there is no progress. */
	private static final int MAX_RESTARTS = 6;

	private static final Backoff RESTARTS = Backoff.ofMillis(250, 15_000);

	private final HistoryReader reader;

	private final Position position;

	private final Receiver receiver;

	private final Deque<Slot> ahead = new ArrayDeque<>();

	private boolean active;

	/** Incremented whenever the history has to be read up to a later moment. */
	private int wanted;

	/** The value of {@link #wanted} that the last accepted page reaches. */
	private int reached;

	private int hint = 1;

	private @Nullable PositionSearch search;

	/** The last page that was accepted. */
	private @Nullable HistoryPage last;

	/** How many items without an id follow the last one that has an id. */
	private int passed;

	/** Whether the list ends there. */
	private boolean atEnd;

	private boolean handingOn;

	/** Whether the server always uses its own page size. */
	private boolean fixed;

	/** The most items that the server puts on a page. */
	private int cap = PaginationParams.MAX_LIMIT;

	/** How far pages overlap, in messages. */
	private int overlap = OVERLAP;

	private int detours;

	/** How often reading has started over without progress. */
	private int restarts;

	CatchUp(HistoryReader reader, Position position, Receiver receiver) {
		this.reader = reader;
		this.position = position;
		this.receiver = receiver;
	}

	boolean isActive() {
		return this.active;
	}

	/**
	 * Reads up to the message that is the newest now.
	 */
	void start() {
		this.wanted++;
		if (this.active) {
			this.reader.hurry();
		}
		else {
			this.active = true;
			gotFarther();
			search();
		}
	}

	/**
	 * Stops reading.
	 */
	void stop() {
		this.active = false;
		this.handingOn = false;
		letGo();
	}

	private void letGo() {
		this.reader.cancel();
		this.ahead.clear();
		this.search = null;
		this.last = null;
		this.passed = 0;
	}

	private void search() {
		letGo();
		this.fixed = false;
		this.overlap = OVERLAP;
		PositionSearch begun = new PositionSearch(this.reader.isNewestFirst(), this.position, this.receiver.most(),
				this.receiver::arrived, this.hint);
		this.search = begun;
		this.reached = this.wanted;
		ask(begun);
	}

	private void ask(PositionSearch begun) {
		this.reader.read(begun.next(), (page) -> {
			if (!begun.accept(page)) {
				ask(begun);
				return;
			}
			this.hint = begun.lastPage();
			begin(begun);
		}, this::refused);
	}

	private void begin(PositionSearch found) {
		HistoryPage start = found.start();
		HistoryPage newest = found.newest();
		List<HistoryItem> news = found.news();
		if (news.stream().anyMatch((item) -> !this.position.isDuplicate(item))) {
			gotFarther();
		}
		this.handingOn = true;
		this.cap = Math.min(PaginationParams.MAX_LIMIT, newest.limit());
		boolean end = start.equals(newest);
		taken(start, -1, end);
		if (found.gap() != null) {
			this.receiver.gap(found.gap(), newest.items(), found.isForgetting(), end && news.isEmpty());
		}
		this.receiver.take(news, this::handedOn);
	}

	private void taken(HistoryPage page, int known, boolean end) {
		this.last = page;
		this.passed = page.ids().isEmpty() ? this.passed + page.size() - known - 1 : page.anonymousAtEnd();
		this.atEnd = end;
		this.fixed |= page.limit() > page.asked().limit();
		if (page.limit() < page.asked().limit()) {
			this.cap = Math.min(this.cap, page.limit());
		}
		askAhead(page);
	}

	private void askAhead(HistoryPage page) {
		while (!this.atEnd && this.ahead.size() < AHEAD) {
			Slot before = this.ahead.peekLast();
			Slot slot = (before != null) ? after(before, page.total())
					: next(page.page(), page.asked().limit(), page.start(), page.size());
			if (slot == null || (before != null && this.fixed && before.page == null)) {
				return;
			}
			this.ahead.addLast(slot);
			this.reader.read(slot.asked, (read) -> {
				slot.page = read;
				// The server uses its own page size, whatever is requested.
				this.fixed |= read.limit() > read.asked().limit();
				proceed();
			}, this::refused);
		}
	}

	private @Nullable Slot after(Slot before, long total) {
		int number = before.asked.page();
		int limit = before.limit();
		long start = (number - 1L) * limit;
		boolean end = this.reader.isNewestFirst() ? start == 0 : start + limit > total;
		return end ? null : next(number, before.asked.limit(), start, limit);
	}

	/**
	 * Returns the next page to request, with the wanted overlap, or else with the largest
	 * overlap that still brings progress.
	 */
	private Slot next(int number, int asked, long start, int size) {
		boolean newestFirst = this.reader.isNewestFirst();
		long newest = newestFirst ? start : start + size - 1;
		int shared = this.fixed ? 0 : Math.min(this.overlap, Math.max(1, this.cap / 2));
		for (; shared > 0; shared--) {
			PaginationParams overlapping = overlapping(newest, shared);
			if (overlapping != null) {
				return new Slot(overlapping);
			}
		}
		Slot plain = new Slot(PaginationParams.of(newestFirst ? Math.max(1, number - 1) : number + 1, asked));
		plain.adjacent = true;
		return plain;
	}

	/** Finds the page size that leads farthest. */
	private @Nullable PaginationParams overlapping(long newest, int shared) {
		boolean newestFirst = this.reader.isNewestFirst();
		long covered = newestFirst ? newest + shared - 1 : Math.max(0, newest - shared + 1);
		int best = 0;
		long farthest = 0;
		for (int limit = this.cap; limit > farthest; limit--) {
			long begin = covered / limit * limit;
			long gained = newestFirst ? newest - begin : begin + limit - 1 - newest;
			if (gained > farthest) {
				farthest = gained;
				best = limit;
			}
		}
		return (best > 0) ? PaginationParams.of((int) (covered / best) + 1, best) : null;
	}

	private void handedOn() {
		this.handingOn = false;
		proceed();
	}

	private void proceed() {
		HistoryPage before = this.last;
		if (this.handingOn || before == null) {
			return;
		}
		if (this.atEnd) {
			finish(before);
			return;
		}
		Slot next = this.ahead.peekFirst();
		if (next == null) {
			askAhead(before);
			return;
		}
		HistoryPage page = next.page;
		if (page != null) {
			this.ahead.removeFirst();
			take(before, page, next);
		}
	}

	private void take(HistoryPage before, HistoryPage page, Slot slot) {
		int known = newestKnown(before, page);
		if (known < 0) {
			known = newestShared(before, page);
		}
		if (known < 0 && !(slot.adjacent && (slot.follows || isAdjacent(before, page)))) {
			this.reader.cancel();
			this.ahead.clear();
			if (++this.detours > MAX_DETOURS) {
				startOver();
			}
			else if ((slot.kept || (this.fixed && !slot.adjacent)) && !slot.behind) {
				askAhead(before);
			}
			else {
				goBack(page, slot);
			}
			return;
		}
		List<HistoryItem> news = page.items().subList(known + 1, page.size());
		List<HistoryItem> unheard = this.position.unheard(news, this.passed);
		if (known >= 0 && known < this.overlap / 2 && this.reader.isNewestFirst()) {
			// Many messages are being written while pages are read.
			overlapFurther();
		}
		Slot kept = this.ahead.peekFirst();
		if (slot.behind && kept != null && kept.kept && page.ids().equals(before.ids())) {
			// Nothing has shifted since, so the page that was kept follows.
			kept.follows = true;
		}
		if (news.isEmpty()) {
			this.detours++;
			this.fixed |= !slot.behind;
		}
		else if (!unheard.isEmpty()) {
			gotFarther();
		}
		boolean end = isEnd(page, news.isEmpty() && !slot.behind);
		if (end) {
			this.reached = slot.wanted;
		}
		else if (this.detours > MAX_DETOURS) {
			startOver();
			return;
		}
		if (news.isEmpty() && !slot.behind) {
			this.ahead.clear();
		}
		PositionSearch found = this.search;
		this.handingOn = true;
		taken(page, known, end);
		this.receiver.take(unheard.stream().filter((item) -> found == null || found.isNew(item)).toList(),
				this::handedOn);
	}

	private int newestKnown(HistoryPage before, HistoryPage page) {
		Set<String> ids = before.ids();
		for (int i = page.size() - 1; i >= 0; i--) {
			String id = page.items().get(i).id();
			if (id != null && ids.contains(id)) {
				return i + Math.min(this.passed, page.anonymousAfter(i));
			}
		}
		return -1;
	}

	/** Returns the index of the newest item that both pages have, by numbers alone. */
	private int newestShared(HistoryPage before, HistoryPage page) {
		long shared = this.reader.isNewestFirst() ? page.start() + page.size() - before.start()
				: before.start() + before.size() - page.start();
		int end = (int) Math.max(0, Math.min(shared, page.size()));
		int count = Math.min(end, before.size());
		boolean recognizable = Stream
			.concat(before.items().subList(before.size() - count, before.size()).stream(),
					page.items().subList(end - count, end).stream())
			.anyMatch((item) -> !item.isAnonymous());
		return (isUnshifted(before, page) && !recognizable) ? end - 1 : -1;
	}

	private boolean isAdjacent(HistoryPage before, HistoryPage page) {
		int step = this.reader.isNewestFirst() ? -1 : 1;
		return page.page() == before.page() + step && page.asked().limit() == before.asked().limit()
				&& isUnshifted(before, page);
	}

	private boolean isUnshifted(HistoryPage before, HistoryPage page) {
		return page.total() == before.total()
				|| (!this.reader.isNewestFirst() && before.size() == before.limit() && page.total() > before.total());
	}

	private void overlapFurther() {
		this.overlap = Math.min(PaginationParams.MAX_LIMIT / 2, 2 * this.overlap);
	}

	private boolean isEnd(HistoryPage page, boolean nothingNew) {
		if (this.reader.isNewestFirst()) {
			return page.page() == 1;
		}
		return page.isEmpty() || page.isLast() || (nothingNew && this.detours > 1);
	}

	/**
	 * Goes back, since the page does not follow the last one: what lies between them is
	 * now on the page before it.
	 */
	private void goBack(HistoryPage page, Slot slot) {
		overlapFurther();
		int number = page.page() + (this.reader.isNewestFirst() ? 1 : -1);
		if (number < 1 || (page.isEmpty() && this.reader.isNewestFirst())) {
			search();
			return;
		}
		Slot behind = new Slot(PaginationParams.of(number, page.asked().limit()));
		behind.behind = true;
		this.ahead.addLast(behind);
		if (!slot.kept) {
			// This page may follow that one.
			slot.kept = true;
			this.ahead.addLast(slot);
		}
		this.reader.read(behind.asked, (found) -> {
			behind.page = found;
			proceed();
		}, this::refused);
	}

	private void gotFarther() {
		this.detours = 0;
		this.restarts = 0;
	}

	/**
	 * Starts a new search after a pause. If messages are written faster than they can be
	 * read, this gets farther than going on: it finds the position wherever that is now,
	 * and the pauses outlast a short rush.
	 */
	private void startOver() {
		if (this.restarts == MAX_RESTARTS) {
			giveUp();
			return;
		}
		this.restarts++;
		this.detours = 0;
		letGo();
		this.reader.pause(RESTARTS.after(this.restarts), this::search);
	}

	private void giveUp() {
		gotFarther();
		this.reached = this.wanted;
		this.atEnd = true;
		this.reader.newest(this.hint, (newest) -> {
			this.receiver.gap("the history changed faster than it could be read", (newest != null) ? newest : List.of(),
					false, true);
			this.receiver.take(List.of(), this::handedOn);
		});
	}

	private void finish(HistoryPage page) {
		this.position.total(page.total());
		if (this.reached != this.wanted) {
			search();
			return;
		}
		this.active = false;
		letGo();
		this.receiver.caughtUp();
	}

	private void refused(String reason) {
		stop();
		this.receiver.refused(reason);
	}

	/**
	 * Receives what was read, and passes it on in that order.
	 */
	interface Receiver {

		/** Returns how many missed messages are still worth fetching. */
		int most();

		/** Returns how many messages have come live in the meantime. */
		int arrived();

		/**
		 * Called where messages may be missing.
		 * @param reason why
		 * @param newest the newest messages of the history, after which to go on if no
		 * more items follow
		 * @param forgetting whether this is a different history than before
		 * @param forGood whether none of the newest messages will still be passed to
		 * {@link #take}
		 */
		void gap(String reason, List<HistoryItem> newest, boolean forgetting, boolean forGood);

		/**
		 * Takes items.
		 * @param items the items, oldest first
		 * @param then what to do once they are passed on
		 */
		void take(List<HistoryItem> items, Runnable then);

		/**
		 * Called when everything is passed on, up to the last moment that was wanted.
		 */
		void caughtUp();

		/** Called when the history cannot be read. */
		void refused(String reason);

	}

	/**
	 * A page that was requested.
	 */
	private final class Slot {

		private final PaginationParams asked;

		/** The value of {@link CatchUp#wanted} when it was requested. */
		private final int wanted = CatchUp.this.wanted;

		private @Nullable HistoryPage page;

		/** Whether no page size would have overlapped the page before. */
		private boolean adjacent;

		/** Whether it was read before a page that it may follow. */
		private boolean kept;

		/** Whether it certainly follows that page. */
		private boolean follows;

		/** Whether it is older than a page that was read already. */
		private boolean behind;

		Slot(PaginationParams asked) {
			this.asked = asked;
		}

		int limit() {
			return (this.page != null) ? this.page.limit() : this.asked.limit();
		}

	}

}
