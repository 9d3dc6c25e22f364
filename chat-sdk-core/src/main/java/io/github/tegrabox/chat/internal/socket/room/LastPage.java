package io.github.tegrabox.chat.internal.socket.room;

/**
 * Searches for the last page of an oldest-first list. Starts where the server says that
 * the list ends, and from there trusts only the pages themselves: a count may be slightly
 * wrong.
 */
final class LastPage {

	/** There is no page beyond this one, whatever a server says. */
	private static final int HIGHEST = 1 << 30;

	private int page;

	private boolean counted;

	/** The highest page known to hold anything. */
	private int low;

	/** The lowest page known to hold nothing. */
	private int high = Integer.MAX_VALUE;

	private long step = 1;

	private boolean endless;

	/**
	 * Creates a search.
	 * @param hint the page on which the list last ended
	 */
	LastPage(int hint) {
		this.page = Math.max(1, hint);
	}

	int page() {
		return this.page;
	}

	/**
	 * Takes the requested page. Unless it is the last one, {@link #page()} is the next to
	 * request.
	 * @return whether it is the last one
	 */
	boolean isFound(HistoryPage response) {
		if (!this.counted) {
			this.counted = true;
			int byCount = Math.max(1, Math.min(HIGHEST, response.totalPages()));
			if (byCount != this.page) {
				this.page = byCount;
				return false;
			}
		}
		if (response.isEmpty()) {
			this.high = this.page;
			// In case what was there has been deleted since.
			this.low = Math.min(this.low, this.page - 1);
			return this.page == 1 || search();
		}
		this.low = this.page;
		this.endless = this.low >= HIGHEST && response.totalPages() > HIGHEST;
		boolean full = response.size() >= response.limit();
		return this.page + 1 == this.high || (!full && this.high == Integer.MAX_VALUE) || search();
	}

	/**
	 * Returns whether the server claims that pages follow even the highest possible one.
	 */
	boolean isEndless() {
		return this.endless;
	}

	/** Goes in growing steps until the end lies between two pages, then bisects. */
	private boolean search() {
		if (this.low >= HIGHEST) {
			// No list is that long: this page is as good as any.
			return true;
		}
		if (this.high == Integer.MAX_VALUE) {
			this.page = (int) Math.min(HIGHEST, this.low + this.step);
		}
		else if (this.low == 0) {
			this.page = (int) Math.max(1, this.high - this.step);
		}
		else {
			this.page = this.low + (this.high - this.low) / 2;
		}
		this.step = Math.min(HIGHEST, 2 * this.step);
		return false;
	}

}
