package io.github.tegrabox.chat.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestWriterTests {

	@Test
	void writesExactlyWhatTheContractHas() {
		assertThat(text(WireOperation.USERS_CREATE, RequestWriter.createUser(CreateUserInput.of("Ada", "e"))))
			.isEqualTo("{\"username\":\"Ada\",\"external_user_id\":\"e\"}");
		assertThat(text(WireOperation.USERS_CREATE,
				RequestWriter
					.createUser(CreateUserInput.builder("Ada", "e").displayName("Ada \"L\"\n").email("a@b.c").build())))
			.isEqualTo(
					"{\"username\":\"Ada\",\"external_user_id\":\"e\",\"display_name\":\"Ada \\\"L\\\"\\n\",\"email\":\"a@b.c\"}");
		assertThat(text(WireOperation.USERS_UPDATE,
				RequestWriter.updateUser(UpdateUserInput.builder().status("away").displayName("D").build())))
			.isEqualTo("{\"display_name\":\"D\",\"status\":\"away\"}");
		assertThat(text(WireOperation.USERS_GENERATE_TOKEN, RequestWriter.generateToken(null))).isEqualTo("{}");
		assertThat(text(WireOperation.USERS_GENERATE_TOKEN, RequestWriter.generateToken(60L)))
			.isEqualTo("{\"expires_in\":60}");
		assertThat(text(WireOperation.ROOMS_CREATE, RequestWriter.createRoom(CreateRoomInput.of("R", "u"))))
			.isEqualTo("{\"name\":\"R\",\"created_by\":\"u\"}");
		assertThat(text(WireOperation.ROOMS_UPDATE, RequestWriter.updateRoom(UpdateRoomInput.of("R"))))
			.isEqualTo("{\"name\":\"R\"}");
		assertThat(text(WireOperation.ROOMS_JOIN, Map.of("user_id", "u"))).isEqualTo("{\"user_id\":\"u\"}");
		assertThat(
				text(WireOperation.MESSAGES_CREATE, RequestWriter.createMessage(CreateMessageInput.of("hé 😀", "u"))))
			.isEqualTo("{\"content\":\"hé 😀\",\"user_id\":\"u\"}");
	}

	@Test
	void replacesHalvesOfPairsByTheReplacementCharacter() {
		assertThat(text(WireOperation.MESSAGES_CREATE,
				RequestWriter.createMessage(CreateMessageInput.of("cut \uD83D", "\uDE00u"))))
			.isEqualTo("{\"content\":\"cut \uFFFD\",\"user_id\":\"\uFFFDu\"}");
		assertThat(WireJson.wellFormed("\uD83D\uD83D\uDE00\uDE00")).isEqualTo("\uFFFD😀\uFFFD");
		String whole = "whole 😀";
		assertThat(WireJson.wellFormed(whole)).isSameAs(whole);
	}

	private static String text(WireOperation operation, Map<String, Object> fields) {
		return new String(new RequestWriter(WireSettings.defaults()).body(operation, fields), StandardCharsets.UTF_8);
	}

}
