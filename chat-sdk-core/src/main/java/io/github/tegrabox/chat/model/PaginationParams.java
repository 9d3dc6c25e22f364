package io.github.tegrabox.chat.model;

/**
 * Which page of a list to read.
 *
 * @param page the number of the page, from 1
 * @param limit the number of items on a page, 1 to 100, or {@link #NO_LIMIT}
 */
public record PaginationParams(int page, int limit) {

	/**
	 * The largest page that the API serves, 100 items.
	 */
	public static final int MAX_LIMIT = 100;

	/**
	 * Leaves the number of items to the server.
	 */
	public static final int NO_LIMIT = 0;

	/**
	 * Refuses a page that no server has.
	 * @throws IllegalArgumentException if {@code page} is below 1 or {@code limit} is
	 * neither 1 to 100 nor {@link #NO_LIMIT}
	 */
	public PaginationParams {
		if (page < 1) {
			throw new IllegalArgumentException("page must be at least 1, but is " + page);
		}
		if (limit != NO_LIMIT) {
			requireLimit(limit);
		}
	}

	/**
	 * A page.
	 * @param page the number of the page, from 1
	 * @param limit the number of items on a page, 1 to 100
	 * @return the parameters
	 * @throws IllegalArgumentException if {@code page} is below 1 or {@code limit} is not
	 * 1 to 100
	 */
	public static PaginationParams of(int page, int limit) {
		requireLimit(limit);
		return new PaginationParams(page, limit);
	}

	/**
	 * A page of as many items as the server has on one by default; no limit is sent.
	 * @param page the number of the page, from 1
	 * @return the parameters
	 * @throws IllegalArgumentException if {@code page} is below 1
	 */
	public static PaginationParams ofPage(int page) {
		return new PaginationParams(page, NO_LIMIT);
	}

	private static void requireLimit(int limit) {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", but is " + limit);
		}
	}

}
