package io.github.tegrabox.chat.model;

import java.util.List;

/**
 * Page of a list. An item that could not be read does not affect the others: they are in
 * {@code items}, it is in {@code unreadable}.
 *
 * @param <T> the type of the items
 * @param items the items of this page that could be read; unmodifiable
 * @param page the number of this page, from 1
 * @param limit the number of items that a full page has
 * @param total the number of items on all pages
 * @param totalPages the number of pages
 * @param unreadable the items of this page that could not be read, with their positions;
 * unmodifiable, and empty unless the server sent an invalid entity
 */
public record PaginatedResponse<T>(List<T> items, int page, int limit, long total, int totalPages,
		List<UnreadableItem> unreadable) {

	/**
	 * Copies the items.
	 */
	public PaginatedResponse {
		items = List.copyOf(items);
		unreadable = List.copyOf(unreadable);
	}

	/**
	 * Creates a page without unreadable items.
	 * @param items the items of this page
	 * @param page the number of this page, from 1
	 * @param limit the number of items that a full page has
	 * @param total the number of items on all pages
	 * @param totalPages the number of pages
	 */
	public PaginatedResponse(List<T> items, int page, int limit, long total, int totalPages) {
		this(items, page, limit, total, totalPages, List.of());
	}

}
