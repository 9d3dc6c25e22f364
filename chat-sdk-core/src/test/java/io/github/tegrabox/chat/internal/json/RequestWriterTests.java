package io.github.tegrabox.chat.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestWriterTests {

	@Test
	void writesFieldsInTheirOrder() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("username", "hé 😀");
		fields.put("display_name", "Ada \"L\"\n");
		fields.put("expires_in", 60L);
		assertThat(text(WireOperation.USERS_CREATE, fields))
			.isEqualTo("{\"username\":\"hé 😀\",\"display_name\":\"Ada \\\"L\\\"\\n\",\"expires_in\":60}");
		assertThat(text(WireOperation.USERS_GENERATE_TOKEN, Map.of())).isEqualTo("{}");
	}

	@Test
	void replacesHalvesOfPairsByTheReplacementCharacter() {
		assertThat(text(WireOperation.MESSAGES_CREATE, Map.of("content", "cut \uD83D")))
			.isEqualTo("{\"content\":\"cut \uFFFD\"}");
		assertThat(WireJson.wellFormed("\uD83D\uD83D\uDE00\uDE00")).isEqualTo("\uFFFD😀\uFFFD");
		String whole = "whole 😀";
		assertThat(WireJson.wellFormed(whole)).isSameAs(whole);
	}

	private static String text(WireOperation operation, Map<String, Object> fields) {
		return new String(new RequestWriter(WireSettings.defaults()).body(operation, fields), StandardCharsets.UTF_8);
	}

}
