package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

import static org.assertj.core.api.Assertions.assertThat;

class TimesTests {

	@ParameterizedTest
	@CsvSource({ "2026-01-31T12:30:45Z, 2026-01-31T12:30:45Z", "2026-01-31T12:30:45.1Z, 2026-01-31T12:30:45.100Z",
			"2026-01-31T12:30:45.000000001Z, 2026-01-31T12:30:45.000000001Z",
			"2026-01-31T12:30:45.123456Z, 2026-01-31T12:30:45.123456Z", "2026-01-31T12:30Z, 2026-01-31T12:30:00Z",
			"2026-01-31T12:30:45.123+02:00, 2026-01-31T10:30:45.123Z", "2026-01-31T12:30:45+0200, 2026-01-31T10:30:45Z",
			"2026-01-31T12:30:45-05, 2026-01-31T17:30:45Z",
			"2026-01-31T12:30:45.5+01:00[Europe/Paris], 2026-01-31T11:30:45.500Z",
			"2026-01-31T12:30:45.123, 2026-01-31T12:30:45.123Z", "2026-01-31 12:30:45, 2026-01-31T12:30:45Z",
			"2026-01-31t12:30:45z, 2026-01-31T12:30:45Z", "1769862645123, 2026-01-31T12:30:45.123Z",
			"' 1769862645123 ', 2026-01-31T12:30:45.123Z", "-1, 1969-12-31T23:59:59.999Z",
			"1769862645, 2026-01-31T12:30:45Z", "999999999, 1970-01-12T13:46:39.999Z",
			"100000000000, 1973-03-03T09:46:40Z", "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z" })
	void readsEveryForm(String text, Instant time) {
		assertThat(Times.parse(text)).isEqualTo(time);
	}

	@ParameterizedTest
	@CsvSource({ "1769862645123, 2026-01-31T12:30:45.123Z", "1769862645123.9, 2026-01-31T12:30:45.123Z",
			"1769862645, 2026-01-31T12:30:45Z", "1769862645.123, 2026-01-31T12:30:45.123Z",
			"1.769862645123E9, 2026-01-31T12:30:45.123Z", "0, 1970-01-01T00:00:00Z" })
	void readsNumbersOfMillisecondsAndOfSeconds(String json, Instant time) {
		try (JsonParser parser = WireJson.parser(json)) {
			parser.nextToken();
			assertThat(Times.read(parser)).isEqualTo(time);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "-", "soon", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-01-31T25:00:00Z",
					"2026-01-31T12:30:4xZ", "2026-01-31", "99999999999999999999", "2026-01-31T12:30:45.1234567890Z" })
	void takesAnythingElseForNone(String text) {
		assertThat(Times.parse(text)).isNull();
	}

}
