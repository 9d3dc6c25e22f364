package io.github.tegrabox.chat.model;

/**
 * Which page of a list to read.
 *
 * @param page the number of the page, from 1
 * @param limit the number of items on a page, 1 to 100, or {@link #NO_LIMIT}
 */
public record PaginationParams(int page, int limit) {

	/**
	 * Maximum number of items on a page, 100.
	 */
	public static final int MAX_LIMIT = 100;

	/**
	 * Stands for no limit: the server chooses the number of items.
	 */
	public static final int NO_LIMIT = 0;

	/**
	 * Checks the values.
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
	 * Creates parameters for a page.
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
	 * Creates parameters for a page of the server's default size. No limit is sent.
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
