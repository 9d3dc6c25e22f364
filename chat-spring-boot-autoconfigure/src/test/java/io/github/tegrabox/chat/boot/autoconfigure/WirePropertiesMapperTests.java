package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link WirePropertiesMapper}.
 */
class WirePropertiesMapperTests {

	@Test
	void everyPropertyOfADialectArrives() {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("chat.wire.project", "header:X-Project-Id");
		values.put("chat.wire.names", "camelCase");
		values.put("chat.wire.room-payload", "id");
		values.put("chat.wire.socket-auth", "query.token");
		values.put("chat.wire.connect-namespace", "/chat");
		values.put("chat.wire.credentials.api-key", "Authorization: ApiKey {key}");
		values.put("chat.wire.credentials.jwt", "X-Token: {token}");
		values.put("chat.wire.operations.users-update", "PUT /api/v2/members/{userId}");
		values.put("chat.wire.bodies.rooms-join.user_id", "member");
		values.put("chat.wire.bodies.auth-verify.token", "jwt");
		ChatWireProperties properties = new Binder(new MapConfigurationPropertySource(values))
			.bind("chat.wire", ChatWireProperties.class)
			.get();
		assertThat(WirePropertiesMapper.map(properties, "prj_1")).isEqualTo(WireSettings.builder()
			.projectId("prj_1")
			.project("header:X-Project-Id")
			.names(NameStyle.CAMEL_CASE)
			.roomPayload(RoomPayload.ID)
			.socketAuth("query.token")
			.connectNamespace("/chat")
			.apiKey("Authorization: ApiKey {key}")
			.jwt("X-Token: {token}")
			.operation(WireOperation.USERS_UPDATE, "PUT /api/v2/members/{userId}")
			.body(WireOperation.ROOMS_JOIN, "user_id", "member")
			.body(WireOperation.AUTH_VERIFY, "token", "jwt")
			.build());
	}

	@Test
	void namesArriveFromTheEnvironmentToo() {
		ChatWireProperties properties = new ChatWireProperties();
		properties.getOperations().put("usersgeneratetoken", "POST /token");
		properties.getBodies().put("roomsjoin", Map.of("userid", "member"));
		WireSettings wire = WirePropertiesMapper.map(properties, null);
		assertThat(wire.request(WireOperation.USERS_GENERATE_TOKEN)).isEqualTo("POST /token");
		assertThat(wire.fieldName(WireOperation.ROOMS_JOIN, "user_id")).isEqualTo("member");
	}

	@ParameterizedTest
	@CsvSource({ "project, /v2/me", "users, /v2/{projectId}/users", "users, /v2/users", "rooms, /r",
			"messages, /rooms/{roomId}/messages", "verify, /verify" })
	void acceptsWhatCanBeFilledIn(String path, String template) {
		WirePropertiesMapper.map(properties("paths." + path, template), null);
	}

	@ParameterizedTest
	@CsvSource({ "paths.project, /projects/{projectId}, is not filled in here",
			"paths.users, users, starts with one '/'", "paths.users, //host/users, starts with one '/'",
			"paths.users, /{roomId}/users, is not filled in here",
			"paths.rooms, /{project}/rooms, is not filled in here", "paths.rooms, /{projectId/rooms, braces",
			"paths.messages, /messages, must have the variable '{roomId}'", "paths.verify, /verify?x=1, query",
			"operations.users-update, /users, must be a method and a path",
			"operations.users-update, HEAD /users, must be a method and a path",
			"operations.users-update, PUT /users/{roomId}, is not filled in here",
			"operations.users-rename, PUT /users, there is no operation 'users-rename'",
			"bodies.rooms-join.member, id, has no field 'member'", "bodies.rooms-list.page, p, it has none",
			"project, cookie:id, must be 'path'", "project, header:, must be 'path'",
			"credentials.api-key, X-API-Key, must be a header with '{key}'",
			"credentials.jwt, Authorization: Bearer {key}, must be a header with '{token}'",
			"socket-auth, token, must be 'auth.<name>'", "connect-namespace, chat, must begin with '/'",
			"api-key-header, X API, must be the name of a header" })
	void refusesWhatCannotWork(String property, String value, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> WirePropertiesMapper.map(properties(property, value), null))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("chat.wire." + property);
				assertThat(ex.getValue()).isEqualTo(value);
				assertThat(ex.getReason()).contains(reason);
			});
	}

	@ParameterizedTest
	@CsvSource({ "emits.join-room, '', must not be blank", "events.user-typing, message, must not be 'message'" })
	void refusesNamesThatCannotWork(String property, String value, String reason) {
		assertThatExceptionOfType(InvalidChatSettingException.class)
			.isThrownBy(() -> WirePropertiesMapper.map(properties(property, value), null))
			.withMessageContaining("'chat.wire." + property + "' " + reason);
	}

	@Test
	void refusesAPathWithTheProjectWhereThereIsNone() {
		ChatWireProperties properties = properties("project", "none");
		properties.getPaths().setUsers("/v1/projects/{projectId}/users");
		assertThatExceptionOfType(InvalidChatSettingException.class)
			.isThrownBy(() -> WirePropertiesMapper.map(properties, null))
			.withMessageContaining("'chat.wire.project' is 'none', but the path of users-create");
		assertThat(WirePropertiesMapper.map(properties, "prj_1").projectId()).isEqualTo("prj_1");
	}

	private static ChatWireProperties properties(String property, String value) {
		return new Binder(new MapConfigurationPropertySource(Map.of("chat.wire." + property, value)))
			.bind("chat.wire", ChatWireProperties.class)
			.get();
	}

}
