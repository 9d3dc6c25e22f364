package io.github.tegrabox.chat.boot.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link WirePath}.
 */
class WirePathTests {

	@ParameterizedTest
	@CsvSource({ "PROJECT, /v2/me", "USERS, /v2/{projectId}/users", "USERS, /v2/users", "ROOMS, /r",
			"MESSAGES, /rooms/{roomId}/messages", "VERIFY, /verify" })
	void acceptsWhatCanBeFilledIn(WirePath path, String template) {
		assertThat(path.check(template)).isEqualTo(template);
	}

	@ParameterizedTest
	@CsvSource({ "PROJECT, /projects/{projectId}, is not filled in here", "USERS, users, starts with one '/'",
			"USERS, //host/users, starts with one '/'", "USERS, /{roomId}/users, is not filled in here",
			"ROOMS, /{project}/rooms, is not filled in here", "ROOMS, /{projectId/rooms, braces",
			"MESSAGES, /messages, must have the variable '{roomId}'", "VERIFY, /verify?x=1, query" })
	void refusesWhatCannotBeFilledIn(WirePath path, String template, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> path.check(template))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("chat.wire.paths." + path.name().toLowerCase(java.util.Locale.ROOT));
				assertThat(ex.getReason()).contains(reason);
			});
	}

}
