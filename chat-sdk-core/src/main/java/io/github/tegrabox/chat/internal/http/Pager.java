package io.github.tegrabox.chat.internal.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.jspecify.annotations.Nullable;

/**
 * Progress through a list whose pages shift while they are read. Returns every item once.
 * Ends on what the server sends rather than on what it counts: with a page that by every
 * sign is the last one, or with one that comes a second time. New items may push a whole
 * page of known items back, and removed items may leave a page empty, so the pager
 * continues after such pages, as long as there are not more of them in a row than there
 * were pages with new items. The numbers that the server gives its pages do not matter.
 * Where pages have no numbers, the pager requests what the server names as the next page.
 * Items that could not be read or reached are reported at the end, after all others.
 *
 * @param <T> the type of the items
 */
final class Pager<T> {

	/**
	 * How many ids are remembered: items move to neighboring pages, not across a hundred.
	 */
	private static final int MAX_REMEMBERED = 100 * PaginationParams.MAX_LIMIT;

	/**
	 * Prefix of the keys of unreadable items; no id begins like this.
	 */
	private static final String UNREADABLE = "\0";

	/**
	 * Ten million items in pages of the usual size: a list that is longer has no end.
	 */
	private static final int MAX_PAGES = 100_000;

	/**
	 * The most pages in a row without new items: after filtering, some may be empty.
	 */
	private static final int MAX_BARREN = 100;

	private static final int MAX_PROBLEMS = 3;

	private final Function<T, String> id;

	private final List<String> problems = new ArrayList<>();

	private int unreadable;

	private final Set<String> seen = new LinkedHashSet<>();

	/** The ids of the previous page. */
	private List<String> before = List.of();

	/** The number of pages that had anything new. */
	private int fruitful;

	/** The number of pages in a row that had nothing new. */
	private int barren;

	private long told;

	private int next = 1;

	/** What the server names as the next page, if requests by number do not work. */
	private @Nullable String cursor;

	/** The number of items of the first page. */
	private int first = -1;

	/** How many items are missing by the server's count. */
	private long missing;

	/** Whether the server has items that could not be reached. */
	private boolean cutOff;

	/** Whether as many items have been read as the server counts. */
	private boolean complete;

	private boolean done;

	Pager(Function<T, String> id) {
		this.id = id;
	}

	boolean isDone() {
		return this.done;
	}

	PageCall next() {
		if (this.next > MAX_PAGES) {
			throw new ChatDecodingException("The list has no end after " + MAX_PAGES + " pages", null);
		}
		return new PageCall(PaginationParams.of(this.next, PaginationParams.MAX_LIMIT), this.cursor);
	}

	/**
	 * Accepts the page that {@link #next()} requested.
	 * @return the new items on it
	 */
	List<T> accept(Page<T> answer) {
		PaginatedResponse<T> page = answer.response();
		List<T> fresh = new ArrayList<>(page.items().size());
		List<String> ids = new ArrayList<>(page.items().size());
		int unreadableBefore = this.unreadable;
		for (T item : page.items()) {
			String current = this.id.apply(item);
			ids.add(current);
			if (this.seen.add(current)) {
				fresh.add(item);
			}
		}
		for (UnreadableItem item : page.unreadable()) {
			String current = UNREADABLE + Objects.hashCode(item.value());
			ids.add(current);
			if (this.seen.add(current)) {
				note(item);
			}
		}
		forget();
		this.first = (this.first < 0) ? ids.size() : this.first;
		int news = fresh.size() + this.unreadable - unreadableBefore;
		this.told += news;
		this.complete = this.told >= page.total();
		boolean last = (news > 0) ? isLast(answer, ids.size()) : isBehindTheEnd(answer, ids);
		this.done = (this.cursor != null || last) && !follow(answer, ids);
		this.before = ids;
		this.next++;
		return fresh;
	}

	/**
	 * Accepts that the page that {@link #next()} requested does not exist, which is how
	 * some servers mark the end of the list.
	 * @return whether that is plausible
	 */
	boolean acceptNone() {
		this.done = this.complete;
		return this.done;
	}

	private boolean isLast(Page<T> answer, int size) {
		this.fruitful++;
		this.barren = 0;
		PaginatedResponse<T> page = answer.response();
		return size < page.limit() && this.next >= page.totalPages() && this.complete && !answer.more();
	}

	private boolean isBehindTheEnd(Page<T> answer, List<String> ids) {
		this.barren++;
		if (this.barren > this.fruitful || isRepeated(ids)) {
			return true;
		}
		PaginatedResponse<T> page = answer.response();
		return this.next >= page.totalPages() && (ids.isEmpty() || ids.size() < page.limit());
	}

	private boolean isRepeated(List<String> ids) {
		return !ids.isEmpty() && ids.equals(this.before);
	}

	/**
	 * Continues with what the server names as the next page. An empty page that was
	 * requested by its number is the end, whatever the server names.
	 * @return whether there is such a page
	 */
	private boolean follow(Page<T> answer, List<String> ids) {
		boolean behind = this.cursor == null && ids.isEmpty() && this.fruitful > 0;
		String following = answer.next();
		if (!behind && following != null && ListCalls.isUsable(following) && !following.equals(this.cursor)
				&& this.barren <= MAX_BARREN) {
			this.cursor = following;
			return true;
		}
		this.missing = (this.cursor == null && answer.counted()) ? answer.response().total() - this.told : 0;
		this.cutOff = answer.more() && !behind;
		return false;
	}

	private void note(UnreadableItem item) {
		this.unreadable++;
		if (this.problems.size() < MAX_PROBLEMS) {
			this.problems.add("item " + (item.index() + 1) + " of page " + this.next + ": " + item.problem());
		}
	}

	/**
	 * Returns whether at least a whole page is missing by the server's count.
	 */
	boolean isShort() {
		return !this.cutOff && this.missing >= Math.max(1, this.first);
	}

	long missing() {
		return this.missing;
	}

	/**
	 * Returns the failure with which the list ends, after everything readable.
	 * @return the failure, or {@code null} if the whole list was read
	 */
	@Nullable ChatDecodingException failure() {
		if (this.cutOff) {
			return new ChatDecodingException("The list was read up to item " + this.told
					+ ", but the server has more: neither 'page=2' nor what it names as the next page leads there. "
					+ "Does it use another name for the page or the cursor (chat.wire.query)?", null);
		}
		if (this.unreadable == 0) {
			return null;
		}
		String more = (this.unreadable > this.problems.size()) ? "; …" : "";
		return new UnreadableItemsException("All items of the list were read, except " + this.unreadable
				+ " that are invalid: " + String.join("; ", this.problems) + more);
	}

	private void forget() {
		Iterator<String> oldest = this.seen.iterator();
		for (int i = this.seen.size(); i > MAX_REMEMBERED; i--) {
			oldest.next();
			oldest.remove();
		}
	}

}
