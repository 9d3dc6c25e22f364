package io.github.tegrabox.chat.internal.socket.room;

import java.util.List;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LastPage}.
 */
class LastPageTests {

	private static final int LIMIT = 3;

	@ParameterizedTest(name = "{0} items, told as {1}, from page {2}")
	@CsvSource({ "0, 0, 1, 1", "0, 0, 7, 2", "0, 5, 1, 3", "7, 7, 3, 1", "7, 7, 1, 2", "7, 10, 1, 3", "9, 11, 3, 3",
			"7, 0, 1, 4", "9, 0, 1, 5", "300, 0, 1, 15", "300, 9000, 100, 25", "1, 9000, 1, 25" })
	void goesByThePagesRatherThanByTheCount(int items, int told, int hint, int mostCalls) {
		LastPage last = new LastPage(hint);
		int calls = 1;
		while (!last.isFound(page(items, told, last.page()))) {
			calls++;
		}
		assertThat(last.page()).isEqualTo(Math.max(1, (items + LIMIT - 1) / LIMIT));
		assertThat(calls).isLessThanOrEqualTo(mostCalls);
	}

	private static HistoryPage page(int items, int told, int page) {
		int from = (page - 1) * LIMIT;
		List<Message> content = IntStream.range(from, Math.max(from, Math.min(items, from + LIMIT)))
			.mapToObj((i) -> new Message("m" + i, "room", "usr", null, "text", null))
			.toList();
		return HistoryPage.of(new PaginatedResponse<>(content, page, LIMIT, told, (told + LIMIT - 1) / LIMIT),
				PaginationParams.of(page, LIMIT), false, 0);
	}

}
