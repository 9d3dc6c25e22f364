package io.github.tegrabox.chat.testserver.internal.api;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param <T> what is listed
 * @param items the elements of this page
 * @param page the number of the page
 * @param limit the most elements a page holds
 * @param total how many elements there are on all pages
 */
record Page<T>(List<T> items, int page, int limit, int total) {

	int totalPages() {
		return (this.total + this.limit - 1) / this.limit;
	}

}
