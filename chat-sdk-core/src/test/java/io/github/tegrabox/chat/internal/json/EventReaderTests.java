package io.github.tegrabox.chat.internal.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

import static org.assertj.core.api.Assertions.assertThat;

class EventReaderTests {

	private static final Instant NOW = Instant.parse("2026-01-31T12:30:45.123Z");

	private final EventReader reader = new EventReader(WireSettings.Events.defaults());

	@Test
	void readsMessages() {
		Message message = new Message("m", "r", "u", null, "hi", null);
		assertThat(read("message", "{\"id\":\"m\",\"room_id\":\"r\",\"user_id\":\"u\",\"content\":\"hi\"}"))
			.isEqualTo(new MessageReceived(message, false, NOW));
	}

	@Test
	void readsEventsAboutUsers() {
		String json = "{\"roomId\":\"r\",\"user_id\":\"u\",\"username\":\"Ada\",\"x\":[]}";
		assertThat(read("user_joined", json)).isEqualTo(new UserJoined("r", "u", "Ada", NOW));
		assertThat(read("user_left", json)).isEqualTo(new UserLeft("r", "u", "Ada", NOW));
		assertThat(read("user_typing", json)).isEqualTo(new UserTyping("r", "u", "Ada", NOW));
		assertThat(read("user_stopped_typing", json)).isEqualTo(new UserStoppedTyping("r", "u", "Ada", NOW));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"room_id\":\"r\",\"user\":{\"id\":\"u\",\"username\":\"Ada\"}}",
			"{\"roomId\":\"r\",\"user\":{\"userId\":\"u\",\"id\":1,\"username\":\"Ada\"},\"username\":null}",
			"{\"room_id\":\"r\",\"user_id\":\"u\",\"user\":{\"id\":\"member_1\",\"username\":\"Ada\"}}" })
	void readsEventsAboutUsersThatAreObjects(String json) {
		assertThat(read("user_joined", json)).isEqualTo(new UserJoined("r", "u", "Ada", NOW));
	}

	@Test
	void readsAMessageThatIsBesideItsRoom() {
		Message message = new Message("m", "r", "u", null, "hi", null);
		String json = "{\"room_id\":\"r\",\"message\":{\"id\":\"m\",\"room_id\":\"r\",\"user_id\":\"u\",\"content\":\"hi\"}}";
		assertThat(read("message", json)).isEqualTo(new MessageReceived(message, false, NOW));
	}

	@Test
	void readsErrorsOfEveryShape() {
		assertThat(read("error", "{\"code\":\"c\",\"message\":\"m\",\"room_id\":\"r\"}"))
			.isEqualTo(new SocketError("c", "m", "r", NOW));
		assertThat(read("error", "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"))
			.isEqualTo(new SocketError("c", "m", null, NOW));
		assertThat(read("error", "\"boom\"")).isEqualTo(new SocketError("error", "boom", null, NOW));
	}

	@Test
	void followsOtherNames() {
		var other = new EventReader(new WireSettings.Events("chat:message", "a", "b", "c", "d", "e"));
		try (JsonParser parser = at("{\"room_id\":\"r\",\"user_id\":\"u\"}")) {
			assertThat(other.read("c", parser, NOW)).isEqualTo(new UserTyping("r", "u", null, NOW));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "news|{\"a\":1}", "message|{\"id\":\"m\"}", "message|\"text\"",
			"message|null", "user_joined|{\"room_id\":\"r\",\"user_id\":\" \"}", "error|{}" })
	void leavesTheRestToReadUnknown(String name, String json) {
		assertThat(read(name, json)).isNull();
	}

	@Test
	void readsUnknownEventsAsPlainValues() {
		String json = "{\"a\":[1,2.5,\"x\",true,null],\"b\":{\"c\":12345678901}}";
		try (JsonParser parser = at(json)) {
			var event = EventReader.readUnknown("news", parser, NOW);
			assertThat(event.name()).isEqualTo("news");
			assertThat(event.payload())
				.isEqualTo(Map.of("a", Arrays.asList(1, 2.5, "x", true, null), "b", Map.of("c", 12345678901L)));
		}
	}

	@Test
	void readsAnEventWithoutArguments() {
		try (JsonParser parser = WireJson.parser("[\"news\"]")) {
			parser.nextToken();
			parser.nextToken();
			parser.nextToken();
			assertThat(this.reader.read("message", parser, NOW)).isNull();
			assertThat(EventReader.readUnknown("news", parser, NOW).payload()).isNull();
		}
	}

	@Test
	void readsAcknowledgements() {
		Message message = new Message("m", "r", "u", null, "hi", null);
		assertThat(ack("{\"ok\":true}")).isEqualTo(new Acknowledgement(true, null, null, null));
		assertThat(ack(
				"{\"ok\":true,\"message\":{\"id\":\"m\",\"roomId\":\"r\",\"userId\":\"u\",\"content\":\"hi\",\"x\":{}}}"))
			.isEqualTo(new Acknowledgement(true, message, null, null));
		assertThat(ack("{\"ok\":false,\"error\":{\"code\":\"c\",\"message\":\"m\"}}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
		assertThat(ack("{\"error\":\"m\"}")).isEqualTo(new Acknowledgement(false, null, null, "m"));
		assertThat(ack("{\"ok\":false,\"message\":\"m\"}")).isEqualTo(new Acknowledgement(false, null, null, "m"));
		assertThat(ack("{\"success\":false,\"message\":\"m\"}")).isEqualTo(new Acknowledgement(false, null, null, "m"));
		assertThat(ack("{\"success\":true}").ok()).isTrue();
		assertThat(ack("{\"ok\":false,\"success\":\"no\"}").ok()).isFalse();
		for (String no : List.of("0", "\"0\"", "\"False\"", "\"false\"")) {
			assertThat(ack("{\"ok\":" + no + "}").ok()).as(no).isFalse();
			assertThat(ack("{\"success\":" + no + "}").ok()).as(no).isFalse();
		}
		for (String none : List.of("null", "false", "\"\"", "0")) {
			assertThat(ack("{\"error\":" + none + "}").ok()).as(none).isTrue();
		}
		assertThat(ack("false").ok()).isFalse();
		assertThat(ack("null").ok()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "MESSAGE", "{\"ok\":true,\"data\":MESSAGE}", "{\"data\":MESSAGE,\"status\":\"ok\"}",
			"{\"success\":true,\"data\":{\"message\":MESSAGE}}", "{\"ok\":true,\"message\":{\"data\":MESSAGE}}",
			"{\"ok\":true,\"id\":\"other\",\"message\":MESSAGE}", "{\"ok\":true,\"message\":\"sent\",\"data\":MESSAGE}",
			"{\"status\":\"ok\",\"id\":7,\"data\":MESSAGE}" })
	void readsTheMessageOfAnAcknowledgementWhereverItStands(String json) {
		Message message = new Message("m", "r", "u", "Ada", "hi", NOW);
		assertThat(ack(json.replace("MESSAGE",
				"{\"id\":\"m\",\"room_id\":\"r\",\"userId\":\"u\",\"username\":\"Ada\",\"content\":\"hi\",\"created_at\":\""
						+ NOW + "\"}")))
			.isEqualTo(new Acknowledgement(true, message, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"OK\"", "\"joined\"", "200", "0", "\"00000\"", "20000", "\"room_joined\"",
			"\"MESSAGE_SENT\"", "\"join-success\"" })
	void takesACodeThatSaysYesForOne(String code) {
		assertThat(ack("{\"code\":" + code + ",\"message\":\"welcome\"}"))
			.isEqualTo(new Acknowledgement(true, null, null, null));
	}

	@Test
	void aRefusalWithAnIdIsOne() {
		assertThat(ack("{\"status\":\"error\",\"id\":\"q\",\"code\":\"c\",\"message\":\"m\"}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
		assertThat(ack("{\"error\":{\"code\":\"c\",\"message\":\"m\"},\"message_id\":\"q\"}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
		assertThat(ack("{\"code\":\"c\",\"message\":\"m\",\"id\":\"q\"}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
		assertThat(ack("{\"code\":\"c\",\"message\":\"m\",\"data\":{\"id\":\"q\",\"room_id\":\"r\"}}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ok\":true,\"message_id\":\"m\",\"id\":\"q\"}",
			"{\"ok\":true,\"id\":\"q\",\"messageId\":\"m\"}", "{\"id\":\"q\",\"ok\":true,\"data\":{\"id\":\"m\"}}" })
	void tellsTheIdOfTheMessageFromOthers(String json) {
		assertThat(ack(json))
			.isEqualTo(new Acknowledgement(true, new Message("m", "", "", null, "", null), null, null));
	}

	@Test
	void takesACodeThatSaysNoForOneWithoutWords() {
		assertThat(ack("{\"code\":403}")).isEqualTo(new Acknowledgement(false, null, "403", null));
		assertThat(ack("{\"statusCode\":403,\"message\":\"m\"}"))
			.isEqualTo(new Acknowledgement(false, null, null, "m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ok\":false,\"code\":\"c\",\"message\":\"m\"}",
			"{\"ok\":false,\"data\":{\"code\":\"c\",\"message\":\"m\"}}",
			"{\"ok\":false,\"code\":\"c\",\"detail\":\"m\"}", "{\"ok\":false,\"code\":\"c\",\"error\":\"m\"}",
			"{\"code\":\"c\",\"error\":{\"message\":\"m\"}}", "{\"code\":\"c\",\"message\":\"m\"}",
			"{\"code\":\"c\",\"detail\":\"m\"}", "{\"err\":{\"code\":\"c\",\"message\":\"m\"}}",
			"{\"code\":\"not_joined\",\"error\":{\"code\":\"c\",\"message\":\"m\"}}",
			"{\"ok\":false,\"code\":\"x\",\"error\":{\"code\":\"c\",\"message\":\"m\"}}" })
	void readsRefusalsOfEveryShape(String json) {
		assertThat(ack(json)).isEqualTo(new Acknowledgement(false, null, "c", "m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"error\"", "\"Failed\"", "\"NOK\"", "403", "false", "\"false\"", "\"failure\"",
			"\"rejected\"", "\"denied\"", "\"forbidden\"", "\"unauthorized\"", "\"not_found\"" })
	void takesAStatusThatSaysNoForOne(String status) {
		assertThat(ack("{\"status\":" + status + ",\"code\":\"c\",\"message\":\"m\"}"))
			.isEqualTo(new Acknowledgement(false, null, "c", "m"));
		assertThat(ack("{\"ok\":true,\"status\":" + status + "}").ok()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "error", "Forbidden", "not_found", "unauthorized", "rejected", "false" })
	void takesABareTextThatSaysNoForOne(String text) {
		assertThat(ack('"' + text + '"')).isEqualTo(new Acknowledgement(false, null, null, text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ok", "joined", "sent", "", "msg_1", "404", "welcome", "true" })
	void takesAnyOtherBareTextForAYes(String text) {
		assertThat(ack('"' + text + '"')).isEqualTo(new Acknowledgement(true, null, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"code\":\"c\",\"message\":\"m\",\"details\":{\"user_id\":\"u\"}},\"requestId\":\"q\"}",
			"{\"request_id\":\"q\",\"code\":\"c\",\"message\":\"m\",\"details\":{\"user_id\":\"u\"}}" })
	void readsErrorBodies(String json) {
		assertThat(ErrorReader.read(json.getBytes()))
			.isEqualTo(new ErrorBody("c", "m", "q", null, Map.of("user_id", "u")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"message\":\"m\"}", "{\"error\":\"m\"}",
			"{\"type\":\"t\",\"title\":\"x\",\"status\":400,\"detail\":\"m\"}", "{\"title\":\"m\"}", "m" })
	void readsTheWordsOfOtherErrorBodies(String body) {
		assertThat(ErrorReader.read(body.getBytes())).isEqualTo(new ErrorBody(null, "m", null, null, Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "[1]", "<html>", "{\"error\":null}" })
	void neverFailsOnAnErrorBody(String body) {
		assertThat(ErrorReader.read(body.getBytes())).isEqualTo(new ErrorBody(null, body, null, null, Map.of()));
	}

	@Test
	void trimsExcerpts() {
		assertThat(ErrorReader.excerpt("  <html>\r\n\t<b>\u0007Bad</b> ")).isEqualTo("Bad");
		assertThat(ErrorReader.excerpt("x".repeat(10_000))).hasSize(300).endsWith("x…");
		assertThat(List.of(ErrorReader.excerpt(""))).containsExactly("");
	}

	private @Nullable ChatEvent read(String name, String json) {
		try (JsonParser parser = at(json)) {
			return this.reader.read(name, parser, NOW);
		}
	}

	private static Acknowledgement ack(String json) {
		try (JsonParser parser = at(json)) {
			return Acknowledgement.read(parser);
		}
	}

	private static JsonParser at(String json) {
		JsonParser parser = WireJson.parser(json);
		parser.nextToken();
		return parser;
	}

}
