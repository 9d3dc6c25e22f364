package io.github.tegrabox.chat.internal.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.jspecify.annotations.Nullable;

/**
 * Progress through a list whose pages shift while they are read. Tells every item once,
 * and ends on what the server sends rather than on what it counts: with the page after
 * which nobody would go on reading, and with one that comes a second time. What is new
 * may push a whole page of items back, and what is gone may leave a page empty: it goes
 * on behind such pages, of which there may be as many in a row as had anything new. How
 * the server numbers its pages does not count. Items that could not be read are told at
 * the end, when all others have been.
 *
 * @param <T> the type of the items
 */
final class Pager<T> {

	/**
	 * Items shift from one page to the next ones, not across a hundred pages.
	 */
	private static final int MAX_REMEMBERED = 100 * PaginationParams.MAX_LIMIT;

	/**
	 * Before what tells one unreadable item from another; no id begins like this.
	 */
	private static final String UNREADABLE = "\0";

	/**
	 * Ten million items in pages of the usual size: a list that goes on after that has no
	 * end.
	 */
	private static final int MAX_PAGES = 100_000;

	private static final int MAX_PROBLEMS = 3;

	private final Function<T, String> id;

	private final List<String> problems = new ArrayList<>();

	private int unreadable;

	private final Set<String> seen = new LinkedHashSet<>();

	/** The ids of the page before. */
	private List<String> before = List.of();

	/** The pages that had anything new. */
	private int fruitful;

	/** The pages in a row that had nothing new. */
	private int barren;

	private long told;

	private int next = 1;

	/** Whether nothing that the server has told of is missing. */
	private boolean complete;

	private boolean done;

	Pager(Function<T, String> id) {
		this.id = id;
	}

	boolean isDone() {
		return this.done;
	}

	PaginationParams next() {
		if (this.next > MAX_PAGES) {
			throw new ChatDecodingException("The list has no end after " + MAX_PAGES + " pages", null);
		}
		return PaginationParams.of(this.next, PaginationParams.MAX_LIMIT);
	}

	/**
	 * Takes the page that {@link #next()} asked for.
	 * @return what is new on it
	 */
	List<T> accept(PaginatedResponse<T> page) {
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
		int news = fresh.size() + this.unreadable - unreadableBefore;
		this.told += news;
		this.complete = this.told >= page.total();
		this.done = (news > 0) ? isLast(page, ids.size()) : isBehindTheEnd(page, ids);
		this.before = ids;
		this.next++;
		return fresh;
	}

	/**
	 * Takes it that there is no page such as {@link #next()} asked for, which is how some
	 * servers tell the end of the list.
	 * @return whether that is plausible
	 */
	boolean acceptNone() {
		this.done = this.complete;
		return this.done;
	}

	private boolean isLast(PaginatedResponse<T> page, int size) {
		this.fruitful++;
		this.barren = 0;
		return size < page.limit() && this.next >= page.totalPages() && this.complete;
	}

	private boolean isBehindTheEnd(PaginatedResponse<T> page, List<String> ids) {
		this.barren++;
		if (this.barren > this.fruitful || (!ids.isEmpty() && ids.equals(this.before))) {
			return true;
		}
		return this.next >= page.totalPages() && (ids.isEmpty() || ids.size() < page.limit());
	}

	private void note(UnreadableItem item) {
		this.unreadable++;
		if (this.problems.size() < MAX_PROBLEMS) {
			this.problems.add("item " + (item.index() + 1) + " of page " + this.next + ": " + item.problem());
		}
	}

	/**
	 * The failure with which the list ends, once everything readable has been told.
	 * @return the failure, or {@code null} if the whole list could be read
	 */
	@Nullable ChatDecodingException failure() {
		if (this.unreadable == 0) {
			return null;
		}
		String more = (this.unreadable > this.problems.size()) ? "; …" : "";
		return new UnreadableItemsException("All items of the list were told but " + this.unreadable
				+ " that could not be read: " + String.join("; ", this.problems) + more);
	}

	private void forget() {
		Iterator<String> oldest = this.seen.iterator();
		for (int i = this.seen.size(); i > MAX_REMEMBERED; i--) {
			oldest.next();
			oldest.remove();
		}
	}

}
