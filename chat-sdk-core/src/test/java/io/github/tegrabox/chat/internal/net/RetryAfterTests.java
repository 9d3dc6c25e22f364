package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "7|PT7S", " 0 |PT0S", "-3|PT0S", "120.5|PT2M0.5S", "0.0001|PT0.001S",
					"Fri, 06 Nov 2026 08:49:37 GMT|PT37S", "Friday, 06-Nov-26 08:49:37 GMT|PT37S",
					"Fri Nov  6 08:49:37 2026|PT37S", "Sunday, 06-Nov-94 08:49:37 GMT|PT0S",
					"Sun, 06 Nov 1994 08:49:37 GMT|PT0S" })
	void readsEveryFormThatHttpHas(String value, Duration pause) {
		assertThat(RetryAfter.read(value, null, NOW)).isEqualTo(pause);
	}

	@Test
	void countsByTheServersClock() {
		assertThat(RetryAfter.read("Fri, 06 Nov 2026 08:49:37 GMT", "Friday, 06-Nov-26 08:49:30 GMT", NOW))
			.isEqualTo(Duration.ofSeconds(7));
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999999999999", "1000000000000", "Fri, 06 Nov 9998 08:49:37 GMT",
			"Mon Nov  6 08:49:37 +999999999", "Tue Nov  6 08:49:37 +999999999", "Wed Nov  6 08:49:37 +999999999",
			"Thu Nov  6 08:49:37 +999999999", "Fri Nov  6 08:49:37 +999999999", "Sat Nov  6 08:49:37 +999999999",
			"Sun Nov  6 08:49:37 +999999999" })
	void boundsAbsurdPauses(String value) {
		Duration pause = RetryAfter.read(value, null, NOW);
		assertThat(pause).isIn(RetryAfter.LONGEST, RetryAfter.UNREADABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "1e5000000", "0x10", "120,5", "Sun Nov 36 08:49:37 1994", "--1", "∞" })
	void waitsWhereItCannotRead(String value) {
		assertThat(RetryAfter.read(value, null, NOW)).isEqualTo(RetryAfter.UNREADABLE);
		assertThat(RetryAfter.read("9".repeat(1_000_000), null, NOW)).isEqualTo(RetryAfter.UNREADABLE);
	}

	@Test
	void tellsThatNothingWasAskedFor() {
		assertThat(RetryAfter.read(null, null, NOW)).isNull();
	}

}
