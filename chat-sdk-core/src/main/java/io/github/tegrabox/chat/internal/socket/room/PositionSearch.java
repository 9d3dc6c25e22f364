package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

import io.github.tegrabox.chat.internal.socket.room.Position.Side;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * Searches a history for the page on which a position lies. Begins with the newest
 * messages, goes back in growing steps or to where the totals say it should be, and then
 * bisects. Only known messages, or times if there are none, decide where the position
 * lies. Totals are never trusted: they may be wrong or absurd.
 */
final class PositionSearch {

	/** No history goes back farther than this many pages. */
	private static final int FARTHEST = 1 << 24;

	private static final int MAX_REREADS = 5;

	/** How many pages back those without ids may look the same and still differ. */
	private static final int MAX_ALIKE = 100;

	private final boolean newestFirst;

	private final Position position;

	private final int most;

	private final IntSupplier arrived;

	private final LastPage end;

	private @Nullable HistoryPage newest;

	/** How many pages back from the newest one the requested page is. */
	private int back;

	/** The farthest page known to be newer than the position. */
	private int after = -1;

	private @Nullable HistoryPage afterPage;

	/** The nearest page known not to be newer. */
	private int before = FARTHEST;

	/** That page; {@code null} if there is none, since the history ends before it. */
	private @Nullable HistoryPage beforePage;

	private @Nullable Side beforeSide;

	private long step = 1;

	private long stepForth = 1;

	private boolean guessed;

	/** Whether only totals led to the requested page. */
	private boolean guessing;

	/** Whether the newer of these two pages was read last. */
	private boolean afterReadLast;

	private int rereads;

	/** Whether the page behind one that was judged by times only has been read. */
	private boolean lookedBehind;

	private @Nullable HistoryPage start;

	private List<HistoryItem> news = List.of();

	private @Nullable String gap;

	private boolean byTime;

	private boolean givenUp;

	private @Nullable Instant since;

	private RecentItems marks = new RecentItems(0);

	private boolean forgetting;

	/**
	 * Creates a search.
	 * @param newestFirst whether the server lists the newest first
	 * @param position the position to find
	 * @param most the number of missed messages beyond which to give up
	 * @param arrived how many messages have arrived live and so are not missed
	 * @param hint the page on which an oldest-first list last ended
	 */
	PositionSearch(boolean newestFirst, Position position, int most, IntSupplier arrived, int hint) {
		this.newestFirst = newestFirst;
		this.position = position;
		this.most = most;
		this.arrived = arrived;
		this.end = new LastPage(hint);
	}

	PaginationParams next() {
		int page = this.newestFirst ? 1 + this.back : this.end.page() - this.back;
		return PaginationParams.of(page, PaginationParams.MAX_LIMIT);
	}

	/** Takes the requested page, and returns whether the search is over. */
	boolean accept(HistoryPage page) {
		if (this.newest == null) {
			if (!this.newestFirst) {
				if (!this.end.isFound(page)) {
					return false;
				}
				this.before = this.end.page();
			}
			this.newest = page;
		}
		take(page, page.isEmpty() || repeats(page) ? null : this.position.sideOf(page.items()));
		boolean over = this.givenUp || isOver() || !goOn();
		if (over) {
			conclude();
		}
		return over;
	}

	/**
	 * Returns whether this is the newest page again: a server may always show the same.
	 */
	private boolean repeats(HistoryPage page) {
		HistoryPage first = this.newest;
		int least = page.ids().isEmpty() ? MAX_ALIKE : 0;
		return this.back > least && first != null && first.total() == page.total() && first.size() == page.size()
				&& first.ids().equals(page.ids());
	}

	private void take(HistoryPage page, @Nullable Side side) {
		if (this.back > this.before) {
			takeBehind(page, side);
			return;
		}
		if (this.back == this.before) {
			// New messages may have shifted others to it in the meantime.
			this.before = FARTHEST;
			this.beforePage = null;
			this.beforeSide = null;
		}
		if (side == null) {
			set(null, null);
			return;
		}
		boolean newer = side == Side.AFTER || side == Side.UNKNOWN
				|| (this.beforeSide == Side.HERE && side != Side.HERE);
		if (!newer) {
			set(page, side);
		}
		else if (side != Side.UNKNOWN || !this.guessing) {
			this.after = this.back;
			this.afterPage = page;
			this.afterReadLast = true;
			boundBy(page);
			if (this.newestFirst && page.isLast() && this.back + 1 < this.before) {
				this.before = this.back + 1;
				if (this.beforePage == null) {
					// This page itself shows that there is none behind it.
					this.afterReadLast = false;
				}
			}
		}
	}

	/**
	 * Takes the page behind one that was judged by times only, which may not be enough.
	 */
	private void takeBehind(HistoryPage page, @Nullable Side side) {
		if (side == null || side == Side.BEFORE) {
			this.lookedBehind = true;
			return;
		}
		this.after = this.before;
		set(page, (side == Side.HERE) ? side : Side.AMONG);
		if (side != Side.HERE) {
			boundBy(page);
		}
	}

	private void boundBy(HistoryPage page) {
		this.givenUp = count(this.back) + page.size() - this.arrived.getAsInt() > this.most;
	}

	private void set(@Nullable HistoryPage page, @Nullable Side side) {
		this.before = this.back;
		this.beforePage = page;
		this.beforeSide = side;
		this.afterReadLast = false;
	}

	/** Returns how many pages can be skipped without missing all known messages. */
	private long steps(HistoryPage page) {
		boolean timed = this.position.isAtBeginning() || (this.position.time() != null && isDated(page));
		return timed ? FARTHEST : Math.max(1, this.position.recognizable() / (2L * page.limit()));
	}

	private static boolean isDated(HistoryPage page) {
		return page.items().stream().anyMatch((item) -> item.time() != null);
	}

	private boolean isOver() {
		if (this.beforeSide == Side.HERE && this.beforePage != null
				&& this.position.newerThanKnown(this.beforePage.items()) > 0) {
			return true;
		}
		if (this.before - this.after > 1) {
			return false;
		}
		if (this.beforeSide == Side.HERE) {
			return true;
		}
		return !isOutdated() && (this.beforeSide != Side.AMONG || this.lookedBehind);
	}

	/**
	 * Returns whether messages may have shifted between these pages in the meantime.
	 */
	private boolean isOutdated() {
		return this.newestFirst && this.afterReadLast && this.rereads < MAX_REREADS;
	}

	private boolean goOn() {
		HistoryPage first = newest();
		long between = (long) this.before - this.after;
		long next;
		this.guessing = false;
		if (between == 1 && isOutdated()) {
			this.rereads++;
			next = this.before;
		}
		else if (between == 1) {
			next = this.before + 1L;
			if (!this.newestFirst && next >= this.end.page()) {
				return false;
			}
		}
		else if (!this.guessed && guess(first) > this.after && guess(first) < this.before) {
			this.guessing = true;
			next = guess(first);
		}
		else if (this.beforeSide == Side.HERE) {
			next = this.before - Math.min(this.stepForth, between / 2);
			this.stepForth *= 2;
		}
		else if (this.beforePage == null && this.after + this.step < this.before) {
			next = Math.min(this.after + this.step, Math.max(this.after + 1, farthestOfInterest(first)));
			this.step = Math.min(2 * this.step, steps(first));
		}
		else {
			next = this.after + Math.min(between / 2, steps(first));
		}
		this.guessed = true;
		this.back = (int) next;
		return true;
	}

	/** Returns where the position should be, by the totals then and now. */
	private long guess(HistoryPage first) {
		if (this.position.isAtBeginning()) {
			return (first.totalPages() < FARTHEST) ? first.totalPages() - 1L : -1;
		}
		return (this.position.total() >= 0) ? (first.total() - this.position.total()) / first.limit() : -1;
	}

	private long farthestOfInterest(HistoryPage first) {
		return (this.most == Integer.MAX_VALUE) ? FARTHEST
				: ((long) this.most + this.arrived.getAsInt() + first.limit() - 1) / first.limit();
	}

	/** Returns how many messages are newer than those of a page. */
	private long count(int back) {
		HistoryPage first = this.newest;
		if (first == null || back <= 0) {
			return 0;
		}
		return this.newestFirst ? (long) back * first.limit() : first.size() + (back - 1L) * first.limit();
	}

	private void conclude() {
		this.marks = this.position.marks();
		if (this.givenUp) {
			giveUp("more than " + this.most + " messages were missed");
			return;
		}
		if (this.end.isEndless()) {
			giveUp("the server shows one page of the history whatever page is asked for");
			return;
		}
		HistoryPage found = this.beforePage;
		if (this.beforeSide == Side.HERE && found != null) {
			this.start = found;
			this.news = this.position.after(found.items());
			if (count(this.before) + this.position.newerThanKnown(found.items())
					- this.arrived.getAsInt() > this.most) {
				giveUp("more than " + this.most + " messages were missed");
			}
			return;
		}
		if (this.beforeSide == null) {
			beyondTheEnd();
		}
		else {
			goByTime((this.beforeSide == Side.BEFORE && this.afterPage != null) ? this.afterPage : found);
			List<HistoryItem> newer = onlyNewer(this.news);
			if (newer.size() < this.news.size()) {
				this.gap = "the last message seen was deleted, and others are of the same time";
				this.news = newer;
			}
		}
	}

	private void beyondTheEnd() {
		goByTime((this.afterPage != null) ? this.afterPage : this.newest);
		if (this.position.isAtBeginning()) {
			this.byTime = false;
			this.news = (this.start != null) ? this.position.unheard(this.start.items(), 0) : List.of();
			return;
		}
		this.gap = "the history no longer reaches back to the last message seen";
		this.forgetting = true;
		this.news = onlyNewer(this.news);
		if (this.position.time() == null) {
			// Nothing distinguishes old from new.
			this.start = this.newest;
			this.news = List.of();
		}
	}

	private void goByTime(@Nullable HistoryPage page) {
		this.start = page;
		this.since = this.position.time();
		this.byTime = true;
		this.news = (page != null) ? page.items()
			.stream()
			.filter((item) -> !this.position.isAfter(item.time()) && !this.position.isMark(item))
			.toList() : List.of();
	}

	private List<HistoryItem> onlyNewer(List<HistoryItem> items) {
		return items.stream().filter((item) -> this.position.isBefore(item.time())).toList();
	}

	private void giveUp(String reason) {
		this.start = this.newest;
		this.news = List.of();
		this.gap = reason;
	}

	/** Returns the page to begin reading with. */
	HistoryPage start() {
		return (this.start != null) ? this.start : newest();
	}

	/** Returns the new items of that page, oldest first. */
	List<HistoryItem> news() {
		return this.news;
	}

	/** Returns why messages may be missing before those; {@code null} if none are. */
	@Nullable String gap() {
		return this.gap;
	}

	boolean isForgetting() {
		return this.forgetting;
	}

	/**
	 * Returns whether an item of a newer page is new, too.
	 * @return whether it is new, judged by times if nothing else tells
	 */
	boolean isNew(HistoryItem item) {
		return !this.marks.has(item)
				&& (!this.byTime || (this.since != null && item.time() != null && item.time().isAfter(this.since)));
	}

	HistoryPage newest() {
		HistoryPage first = this.newest;
		if (first == null) {
			throw new IllegalStateException("Nothing has been read");
		}
		return first;
	}

	int lastPage() {
		return this.end.page();
	}

}
