package io.github.tegrabox.chat.testserver;

import java.util.List;
import java.util.stream.Stream;

import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bad input at every operation is answered with the contract's error.
 */
class BadInputTests {

	private static final List<String> NO_OBJECTS = List.of("{", "[]", "null", "5", "\"text\"", "{\"a\":1}x", "<html>",
			"{\"a\":" + "[".repeat(2000), "\u0000");

	private static ChatTestServer server;

	private static RestCalls api;

	private static String ann;

	private static String room;

	@BeforeAll
	static void start() {
		server = ChatTestServer.start();
		api = RestCalls.withKey(server);
		ann = server.createUser("ann", "1");
		room = server.createRoom("General", ann);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@CsvSource({ "POST, users", "PATCH, users/{user}", "POST, users/{user}/token", "POST, rooms",
			"POST, rooms/{room}/join", "POST, rooms/{room}/leave", "POST, rooms/{room}/messages" })
	void aBodyThatIsNoJsonObjectIsRefused(String method, String path) {
		assertThat(NO_OBJECTS).allSatisfy((body) -> assertInvalid(call(method, path, body), "invalid_json"));
	}

	static Stream<Arguments> badFields() {
		return Stream.of(//
				bad("POST", "users", "{}", "username", "external_user_id"),
				bad("POST", "users", "{\"username\":\"ann\"}", "external_user_id"),
				bad("POST", "users", "{\"username\":\" \",\"external_user_id\":\"\"}", "username", "external_user_id"),
				bad("POST", "users", "{\"username\":\"\\ud800\",\"external_user_id\":\"\\udc00x\"}", "username",
						"external_user_id"),
				bad("POST", "rooms/{room}/messages", "{\"content\":\"\\ud83d\",\"user_id\":\"{user}\"}", "content"),
				bad("POST", "users", "{\"username\":5,\"external_user_id\":[]}", "username", "external_user_id"),
				bad("POST", "users", "{\"username\":null,\"external_user_id\":{}}", "username", "external_user_id"),
				bad("POST", "users", "{\"username\":\"" + "x".repeat(256) + "\",\"external_user_id\":\"9\"}",
						"username"),
				bad("POST", "users", "{\"username\":\"x\",\"external_user_id\":\"" + "x".repeat(256) + "\"}",
						"external_user_id"),
				bad("POST", "users", user("\"display_name\":7"), "display_name"),
				bad("POST", "users", user("\"display_name\":\"" + "x".repeat(256) + "\""), "display_name"),
				bad("POST", "users", user("\"email\":true"), "email"),
				bad("POST", "users", user("\"email\":\"nowhere\""), "email"),
				bad("POST", "users", user("\"email\":\"a@" + "x".repeat(253) + "\""), "email"),
				bad("PATCH", "users/{user}", "{\"external_user_id\":\"2\"}", "username"),
				bad("PATCH", "users/{user}", "{\"username\":null}", "username"),
				bad("PATCH", "users/{user}", "{\"username\":\"\",\"status\":4,\"email\":\"x\"}", "username", "status",
						"email"),
				bad("PATCH", "users/{user}", "{\"status\":\"" + "x".repeat(51) + "\"}", "status"),
				bad("PATCH", "users/{user}", "{\"display_name\":\" \"}", "display_name"),
				bad("POST", "users/{user}/token", "{\"expires_in\":0}", "expires_in"),
				bad("POST", "users/{user}/token", "{\"expires_in\":-1}", "expires_in"),
				bad("POST", "users/{user}/token", "{\"expires_in\":1.5}", "expires_in"),
				bad("POST", "users/{user}/token", "{\"expires_in\":\"60\"}", "expires_in"),
				bad("POST", "users/{user}/token", "{\"expires_in\":99999999999999999999}", "expires_in"),
				bad("POST", "rooms", "{}", "name", "created_by"),
				bad("POST", "rooms", "{\"name\":\"\",\"created_by\":1}", "name", "created_by"),
				bad("POST", "rooms", "{\"name\":\"" + "x".repeat(256) + "\",\"created_by\":\"x\"}", "name"),
				bad("POST", "rooms/{room}/join", "{}", "user_id"),
				bad("POST", "rooms/{room}/leave", "{\"user_id\":5}", "user_id"),
				bad("POST", "rooms/{room}/messages", "{}", "content", "user_id"),
				bad("POST", "rooms/{room}/messages", "{\"content\":\"\",\"user_id\":\"\"}", "content", "user_id"),
				bad("POST", "rooms/{room}/messages", "{\"content\":{},\"user_id\":\"{user}\"}", "content"),
				bad("POST", "rooms/{room}/messages",
						"{\"content\":\"" + "x".repeat(4001) + "\",\"user_id\":\"{user}\"}", "content"));
	}

	@ParameterizedTest
	@MethodSource("badFields")
	void badFieldsAreNamedInTheDetails(String method, String path, String body, List<String> fields) {
		Answer answer = call(method, path, body);
		assertInvalid(answer, "validation_failed");
		assertThat(answer.json().at("/error/details").propertyNames()).containsExactlyInAnyOrderElementsOf(fields);
	}

	@ParameterizedTest
	@ValueSource(strings = { "users", "rooms", "rooms/{room}/messages" })
	void badPagesAreRefused(String path) {
		for (String query : List.of("page=0", "page=-1", "page=x", "page=", "page=1.5", "page=99999999999", "limit=0",
				"limit=101", "limit=-5", "limit=all", "limit=%20", "page=%2B1", "page=%D9%A1", "limit=5;page=1")) {
			Answer answer = call("GET", path + "?" + query, null);
			assertInvalid(answer, "validation_failed");
			assertThat(answer.json().at("/error/details").propertyNames())
				.containsExactly(query.substring(0, query.indexOf('=')));
		}
		assertThat(call("GET", path + "?limit=100&page=1&other=x", null).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "GET, users/none", "PATCH, users/none", "DELETE, users/none", "POST, users/none/token",
			"DELETE, users/none/token", "GET, rooms/none", "POST, rooms/none/join", "POST, rooms/none/leave",
			"GET, rooms/none/messages", "POST, rooms/none/messages" })
	void whatIsNotThereIsNotFound(String method, String path) {
		String body = method.equals("GET") || method.equals("DELETE") || path.endsWith("token") ? null
				: "{\"user_id\":\"" + ann + "\",\"content\":\"x\",\"username\":\"x\"}";
		Answer answer = call(method, path, body);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text("/error/code")).isIn("user_not_found", "room_not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api", "/api/projects", "/api/projects/current/", "/api//projects/current",
			"/api/projects/x/y", "/api/projects/x/users/%ff", "/api/projects/x/users//token", "/_control/faults" })
	void otherPathsAreNotFound(String path) {
		Answer answer = call("GET", path, null);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text("/error/code")).isEqualTo("not_found");
	}

	@ParameterizedTest
	@CsvSource({ "PUT, users, 'GET, POST'", "DELETE, users, 'GET, POST'", "PUT, users/x, 'DELETE, GET, PATCH'",
			"GET, users/x/token, 'DELETE, POST'", "GET, rooms/x/join, POST", "PATCH, rooms/x/messages, 'GET, POST'",
			"GET, rooms/x/messages/y, DELETE", "POST, /api/auth/verify, GET", "DELETE, /api/projects/current, GET" })
	void otherMethodsAreNotAllowed(String method, String path, String allowed) {
		Answer answer = call(method, path, null);
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).isEqualTo(allowed);
		assertThat(answer.text("/error/code")).isEqualTo("method_not_allowed");
	}

	@Test
	void unknownUsersAreNotFoundInBodiesToo() {
		assertThat(call("POST", "rooms/{room}/messages", "{\"content\":\"x\",\"user_id\":\"usr_none\"}").status())
			.isEqualTo(404);
		assertThat(call("POST", "rooms/{room}/join", "{\"user_id\":\"usr_none\"}").status()).isEqualTo(404);
	}

	private static void assertInvalid(Answer answer, String code) {
		assertThat(answer.status()).isEqualTo(400);
		JsonNode body = answer.json();
		assertThat(body.at("/error/code").stringValue()).isEqualTo(code);
		assertThat(body.at("/error/message").stringValue()).isNotBlank();
		assertThat(body.get("requestId").stringValue()).isNotBlank();
	}

	private static Answer call(String method, String path, @Nullable String body) {
		return api.call(method, path.replace("{user}", ann).replace("{room}", room),
				(body != null) ? body.replace("{user}", ann) : null);
	}

	private static Arguments bad(String method, String path, String body, String... fields) {
		return Arguments.of(method, path, body, List.of(fields));
	}

	private static String user(String more) {
		return "{\"username\":\"x\",\"external_user_id\":\"99\"," + more + "}";
	}

}
