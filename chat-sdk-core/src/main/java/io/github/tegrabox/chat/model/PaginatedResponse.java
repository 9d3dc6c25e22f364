package io.github.tegrabox.chat.model;

import java.util.List;

/**
 * Page of a list.
 *
 * @param <T> the type of the items
 * @param items the items of this page; unmodifiable
 * @param page the number of this page, from 1
 * @param limit the number of items that a full page has
 * @param total the number of items on all pages
 * @param totalPages the number of pages
 */
public record PaginatedResponse<T>(List<T> items, int page, int limit, long total, int totalPages) {

	/**
	 * Copies the items.
	 */
	public PaginatedResponse {
		items = List.copyOf(items);
	}

}
