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
 * and ends on what the server sends rather than on what it counts: a page without
 * anything new is the last one, and so is the one after which nobody would go on reading.
 * How the server numbers its pages does not count. Items that could not be read are told
 * at the end, when all others have been.
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

	private int next = 1;

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
		for (T item : page.items()) {
			if (this.seen.add(this.id.apply(item))) {
				fresh.add(item);
			}
		}
		boolean progress = !fresh.isEmpty();
		for (UnreadableItem item : page.unreadable()) {
			if (this.seen.add(UNREADABLE + Objects.hashCode(item.value()))) {
				progress = true;
				note(item);
			}
		}
		forget();
		int size = page.items().size() + page.unreadable().size();
		boolean last = size < page.limit() && this.next >= page.totalPages();
		this.done = !progress || last;
		this.next++;
		return fresh;
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
