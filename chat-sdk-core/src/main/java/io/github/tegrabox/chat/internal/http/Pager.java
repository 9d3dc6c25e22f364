package io.github.tegrabox.chat.internal.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * Progress through a list whose pages shift while they are read. Tells every item once,
 * and ends on what the server sends rather than on what it counts.
 *
 * @param <T> the type of the items
 */
final class Pager<T> {

	/**
	 * Items shift from one page to the next ones, not across a hundred pages.
	 */
	private static final int MAX_REMEMBERED = 100 * PaginationParams.MAX_LIMIT;

	private final Function<T, String> id;

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
		forget();
		// A server without that many pages answers with its last one, again and again.
		boolean clamped = page.page() < this.next;
		boolean last = page.items().size() < page.limit() && this.next >= page.totalPages();
		this.done = fresh.isEmpty() || clamped || last;
		this.next++;
		return fresh;
	}

	private void forget() {
		Iterator<String> oldest = this.seen.iterator();
		for (int i = this.seen.size(); i > MAX_REMEMBERED; i--) {
			oldest.next();
			oldest.remove();
		}
	}

}
