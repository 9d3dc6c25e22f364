package io.github.tegrabox.chat.internal.socket.room;

/**
 * The search for the last page of a list that begins with the oldest. It starts where the
 * server says that the list ends, and goes by the pages themselves from there: a count
 * may be off by some.
 */
final class LastPage {

	/** Beyond which there is no page, whatever a server says. */
	private static final int HIGHEST = 1 << 30;

	private int page;

	private boolean counted;

	/** The highest page that is known to hold anything. */
	private int low;

	/** The lowest page that is known to hold nothing. */
	private int high = Integer.MAX_VALUE;

	private long step = 1;

	private boolean endless;

	/**
	 * Creates a search.
	 * @param hint the page on which the list ended the last time
	 */
	LastPage(int hint) {
		this.page = Math.max(1, hint);
	}

	int page() {
		return this.page;
	}

	/**
	 * Takes in the page asked for; unless it is the last one, {@link #page()} is the next
	 * to ask for.
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
			// Should what was there have been deleted since.
			this.low = Math.min(this.low, this.page - 1);
			return this.page == 1 || search();
		}
		this.low = this.page;
		this.endless = this.low >= HIGHEST && response.totalPages() > HIGHEST;
		boolean full = response.size() >= response.limit();
		return this.page + 1 == this.high || (!full && this.high == Integer.MAX_VALUE) || search();
	}

	/** Whether the server says even of the last page there can be that more follow. */
	boolean isEndless() {
		return this.endless;
	}

	/** In growing steps until the end lies between two pages, and then by halves. */
	private boolean search() {
		if (this.low >= HIGHEST) {
			// No list is that long: what it shows last is as good as any.
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
