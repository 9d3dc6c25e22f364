package io.github.tegrabox.chat.internal.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link PathTemplate}.
 */
class PathTemplateTests {

	@ParameterizedTest
	@CsvSource({ "room_1, room_1", "'a b/c?d', a%20b%2Fc%3Fd", "'\u00e4', %C3%A4", "'\uD83D\uDE00', %F0%9F%98%80" })
	void encodesWhatIsNotUnreserved(String value, String encoded) {
		assertThat(PathTemplate.encode(value)).isEqualTo(encoded);
		assertThat(PathTemplate.expand("/rooms/{roomId}/messages", (name) -> value))
			.isEqualTo("/rooms/" + encoded + "/messages");
	}

	@ParameterizedTest
	@CsvSource({ "high, %EF%BF%BDend", "low, %EF%BF%BDend" })
	void halfACharacterBecomesAReplacement(String half, String encoded) {
		String value = (half.equals("high") ? "\uD83D" : "\uDE00") + "end";
		assertThat(PathTemplate.encode(value)).isEqualTo(encoded);
	}

}
