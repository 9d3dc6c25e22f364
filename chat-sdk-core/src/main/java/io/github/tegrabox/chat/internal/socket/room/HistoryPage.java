package io.github.tegrabox.chat.internal.socket.room;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * One page of a room's history.
 *
 * @param items the items, oldest first whatever the server's order
 * @param asked the request
 * @param limit how many items the server puts on a page
 * @param total how many items there are in all, as far as the server can be trusted
 * @param totalPages how many pages there are, likewise
 */
record HistoryPage(List<HistoryItem> items, PaginationParams asked, int limit, long total, int totalPages) {

	/**
	 * Creates a page from an answer.
	 * @param response the answer; without a limit of the server, its size counts as its
	 * limit
	 * @param asked the request
	 * @param newestFirst whether the server lists the newest first
	 * @param fullest the size of the largest full page so far, or 0
	 * @return the page
	 */
	static HistoryPage of(PaginatedResponse<Message> response, PaginationParams asked, boolean newestFirst,
			int fullest) {
		List<HistoryItem> items = HistoryItem.of(response);
		if (newestFirst) {
			Collections.reverse(items);
		}
		int usual = (fullest > 0) ? Math.min(asked.limit(), fullest) : asked.limit();
		int limit = (response.limit() > items.size()) ? response.limit() : Math.max(items.size(), usual);
		int pages = response.totalPages();
		if (response.limit() < limit) {
			// Computed from a short page, it would be too high.
			pages = (int) Math.min(pages, Math.max(asked.page(), (response.total() + limit - 1) / limit));
		}
		return new HistoryPage(items, asked, limit, response.total(), pages);
	}

	int page() {
		return this.asked.page();
	}

	int size() {
		return this.items.size();
	}

	/** Returns whether the list ends here: the page is short, and the count agrees. */
	boolean isLast() {
		return size() < this.limit && page() >= this.totalPages;
	}

	boolean isEmpty() {
		return this.items.isEmpty();
	}

	/** Returns how many items without an id follow an item. */
	int anonymousAfter(int index) {
		return (int) this.items.stream().skip(index + 1L).takeWhile(HistoryItem::isAnonymous).count();
	}

	/** Returns how many items without an id it ends with. */
	int anonymousAtEnd() {
		int last = size() - 1;
		while (last >= 0 && this.items.get(last).isAnonymous()) {
			last--;
		}
		return size() - 1 - last;
	}

	/** Returns how many items the list has before those of this page. */
	long start() {
		return (page() - 1L) * this.limit;
	}

	Set<String> ids() {
		return this.items.stream().flatMap((item) -> Stream.ofNullable(item.id())).collect(Collectors.toSet());
	}

}
