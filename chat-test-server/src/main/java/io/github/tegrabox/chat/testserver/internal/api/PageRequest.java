package io.github.tegrabox.chat.testserver.internal.api;

import java.util.List;

/**
 * The page somebody asks for.
 *
 * @param page the number of the page
 * @param first the number of the first page
 * @param limit the most elements a page holds
 */
record PageRequest(int page, int first, int limit) {

	<T> Page<T> of(List<T> all) {
		int from = (int) Math.min(all.size(), ((long) this.page - this.first) * this.limit);
		int to = Math.min(all.size(), from + this.limit);
		return new Page<>(List.copyOf(all.subList(from, to)), this.page, this.limit, all.size());
	}

}
