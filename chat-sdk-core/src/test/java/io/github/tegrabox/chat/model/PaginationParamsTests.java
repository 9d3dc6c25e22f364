package io.github.tegrabox.chat.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaginationParamsTests {

	@ParameterizedTest
	@CsvSource({ "0, 50", "-1, 50", "1, 0", "1, -1", "1, 101" })
	void refusesAPageThatNoServerHas(int page, int limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> PaginationParams.of(page, limit));
	}

	@Test
	void leavesTheLimitToTheServer() {
		assertThat(PaginationParams.ofPage(3)).isEqualTo(new PaginationParams(3, PaginationParams.NO_LIMIT));
		assertThatIllegalArgumentException().isThrownBy(() -> PaginationParams.ofPage(0));
	}

	@Test
	void takesTheBounds() {
		assertThat(PaginationParams.of(1, 1).limit()).isOne();
		assertThat(PaginationParams.of(Integer.MAX_VALUE, 100).limit()).isEqualTo(100);
	}

}
