package io.github.tegrabox.chat.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntityReaderTests {

	private static final Instant TIME = Instant.parse("2026-01-31T12:30:45.123Z");

	private static final Map<EntityReader<?>, String> JSON = Map.of(EntityReader.USER, """
			{"id":"usr_1","username":"Ada","external_user_id":"ext-1","display_name":"Ada L.","email":"a@b.c",
			"status":"active","created_at":"TIME","updated_at":"TIME"}""", EntityReader.ROOM, """
			{"id":"room_1","name":"General","created_by":"usr_1","member_count":3,"created_at":"TIME",
			"updated_at":"TIME"}""", EntityReader.MESSAGE, """
			{"id":"msg_1","room_id":"room_1","user_id":"usr_1","username":"Ada","content":"h\\u00e9 \\"x\\"",
			"created_at":"TIME"}""", EntityReader.TOKEN, """
			{"token":"a.b.c","user_id":"usr_1","expires_at":"TIME"}""", EntityReader.AUTH, """
			{"valid":true,"user":{"user_id":"usr_1","project_id":"prj_1","username":"Ada",
			"external_user_id":"ext-1"},"expires_at":"TIME"}""", EntityReader.PROJECT_ID, """
			{"id":"prj_1","name":"Project"}""");

	private static final Map<EntityReader<?>, Object> EXPECTED = Map.of(EntityReader.USER,
			new ChatUser("usr_1", "Ada", "ext-1", "Ada L.", "a@b.c", "active", TIME, TIME), EntityReader.ROOM,
			new Room("room_1", "General", "usr_1", 3, TIME, TIME), EntityReader.MESSAGE,
			new Message("msg_1", "room_1", "usr_1", "Ada", "hé \"x\"", TIME), EntityReader.TOKEN,
			new TokenResponse("a.b.c", "usr_1", TIME), EntityReader.AUTH,
			new AuthInfo(true, new AuthInfo.User("usr_1", "prj_1", "Ada", "ext-1"), TIME), EntityReader.PROJECT_ID,
			"prj_1");

	static Stream<EntityReader<?>> readers() {
		return JSON.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("readers")
	void readsSnakeCase(EntityReader<?> reader) {
		assertThat(read(reader, snake(reader))).isEqualTo(EXPECTED.get(reader));
	}

	@ParameterizedTest
	@MethodSource("readers")
	void readsCamelCase(EntityReader<?> reader) {
		assertThat(read(reader, camel(snake(reader)))).isEqualTo(EXPECTED.get(reader));
	}

	@ParameterizedTest
	@MethodSource("readers")
	void readsUnderDataWhateverStandsBesideIt(EntityReader<?> reader) {
		String json = "{\"status\":\"success\",\"id\":\"req_1\",\"name\":null,\"data\":" + snake(reader)
				+ ",\"email\":1}";
		assertThat(read(reader, (reader != EntityReader.PROJECT_ID) ? json : json.replace("id\":\"req_1", "no\":\"1")))
			.isEqualTo(EXPECTED.get(reader));
	}

	@Test
	void readsUnderItsOwnName() {
		for (EntityReader<?> reader : List.of(EntityReader.USER, EntityReader.ROOM, EntityReader.MESSAGE)) {
			String named = "{\"" + reader + "\":" + snake(reader) + "}";
			assertThat(read(reader, named)).isEqualTo(EXPECTED.get(reader));
			assertThat(read(reader, "{\"status\":\"success\",\"data\":" + named + "}")).isEqualTo(EXPECTED.get(reader));
		}
		assertThat(read(EntityReader.PROJECT_ID, "{\"id\":\"key_1\",\"project\":{\"id\":\"prj_1\"}}"))
			.isEqualTo("prj_1");
	}

	@ParameterizedTest
	@MethodSource("readers")
	void readsEpochMilliseconds(EntityReader<?> reader) {
		assertThat(read(reader, snake(reader).replace("\"" + TIME + "\"", "" + TIME.toEpochMilli())))
			.isEqualTo(EXPECTED.get(reader));
		assertThat(read(reader, snake(reader).replace(TIME.toString(), "" + TIME.toEpochMilli())))
			.isEqualTo(EXPECTED.get(reader));
	}

	@ParameterizedTest
	@MethodSource("readers")
	void skipsUnknownFieldsEvenOneThatIsCalledData(EntityReader<?> reader) {
		String json = "{\"unknown\":[{\"id\":[1]},null],\"data\":{\"colour\":\"red\"}," + snake(reader).substring(1);
		assertThat(read(reader, json)).isEqualTo(EXPECTED.get(reader));
	}

	@ParameterizedTest
	@MethodSource("readers")
	void readsInsideALargerArray(EntityReader<?> reader) {
		try (JsonParser parser = WireJson.parser("[\"message\"," + snake(reader) + ",17]")) {
			parser.nextToken();
			parser.nextToken();
			parser.nextToken();
			assertThat(reader.read(parser)).isEqualTo(EXPECTED.get(reader));
			assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "..", " " })
	void takesNothingForAnIdThatCannotStandInAPath(String id) {
		for (EntityReader<?> reader : List.of(EntityReader.USER, EntityReader.ROOM, EntityReader.PROJECT_ID,
				EntityReader.AUTH)) {
			String json = snake(reader).replaceFirst("\"(usr|room|prj)_1\"", '"' + id + '"');
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(reader, json))
				.withMessageContaining("lacks");
		}
		assertThat(EntityReader.AUTH
			.read(("{\"user\":{\"userId\":\"u\",\"projectId\":\"" + id + "\"}}").getBytes(StandardCharsets.UTF_8))
			.user()
			.projectId()).isNull();
	}

	@ParameterizedTest
	@MethodSource("readers")
	void refusesABodyThatIsCutOrGoesOn(EntityReader<?> reader) {
		String json = snake(reader);
		for (int length = 0; length < json.length(); length++) {
			String cut = json.substring(0, length);
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(reader, cut));
		}
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(reader, json + "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "USER", "{\"data\":USER}", "{\"user\":USER}", "{\"id\":\"req_1\",\"data\":USER}",
			"{\"id\":\"req_1\",\"valid\":true,\"user\":USER}", "{\"success\":true,\"data\":{\"user\":USER}}" })
	void readsWhoATokenIsOfFromTheUserAlone(String json) {
		AuthInfo info = EntityReader.AUTH.read(bytes(json.replace("USER", snake(EntityReader.USER))));
		assertThat(info.user()).isEqualTo(new AuthInfo.User("usr_1", null, "Ada", "ext-1"));
		assertThat(info.valid()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"tok_1\"}", "{\"id\":\"tok_1\",\"valid\":true}",
			"{\"id\":\"tok_1\",\"project_id\":\"prj_1\"}", "{\"id\":\"tok_1\",\"user\":{\"username\":\"Ada\"}}" })
	void takesNoOtherIdForThatOfTheUser(String json) {
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(EntityReader.AUTH, json))
			.withMessage("The auth info lacks 'user.userId'");
	}

	@Test
	void takesNumbersAsText() {
		assertThat(
				EntityReader.USER.read(bytes("{\"id\":17,\"username\":1.50,\"external_user_id\":900719925474099312}")))
			.isEqualTo(new ChatUser("17", "1.50", "900719925474099312", null, null, null, null, null));
	}

	@Test
	void takesUnreadableOptionalValuesForAbsent() {
		assertThat(EntityReader.ROOM.read(bytes(
				"{\"id\":\"1\",\"name\":\"n\",\"created_by\":{},\"member_count\":\"many\",\"created_at\":\"soon\","
						+ "\"updated_at\":[]}")))
			.isEqualTo(new Room("1", "n", null, null, null, null));
	}

	@ParameterizedTest
	@CsvSource({ "id", "username", "external_user_id" })
	void namesTheRequiredFieldThatIsAbsentOrBlank(String field) {
		String json = snake(EntityReader.USER);
		for (String broken : new String[] { json.replace('"' + field + '"', "\"x\""),
				json.replaceFirst('"' + field + "\":\"[^\"]*\"", '"' + field + "\":\"  \""),
				json.replaceFirst('"' + field + "\":\"[^\"]*\"", '"' + field + "\":null") }) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(EntityReader.USER, broken))
				.withMessage("The user lacks '" + field + "'");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"token\":secret}", "{\"token\":\"secret", "\"secret\"", "[\"secret\"]", "secret" })
	void tellsNothingOfTheContent(String json) {
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(EntityReader.TOKEN, json))
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\"}", "{\"accessToken\":\"a.b.c\"}",
			"{\"jwt\":\"a.b.c\"}", "{\"data\":{\"access_token\":\"a.b.c\"}}",
			"{\"token\":\"a.b.c\",\"access_token\":\"other\"}", "{\"jwt\":\"other\",\"token\":\"a.b.c\"}" })
	void readsATokenByItsOtherNames(String json) {
		assertThat(read(EntityReader.TOKEN, json)).isEqualTo(new TokenResponse("a.b.c", null, null));
	}

	@Test
	void boundsTheNesting() {
		String deep = "{\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> read(EntityReader.USER, deep));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"items\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7}",
			"{\"items\":[{\"data\":USER}],\"page\":2,\"limit\":1,\"total\":\"7\",\"total_pages\":7}",
			"{\"data\":{\"items\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7}}",
			"{\"data\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7,\"more\":{}}",
			"{\"data\":{\"items\":[USER]},\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7}",
			"{\"users\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7}",
			"{\"items\":[USER],\"meta\":{\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7}}",
			"{\"data\":{\"users\":[USER],\"pagination\":{\"page\":2,\"limit\":1,\"total\":7,\"pages\":7}}}",
			"{\"data\":[USER],\"meta\":{\"current_page\":2,\"per_page\":1,\"total\":7,\"last_page\":7}}",
			"{\"items\":[USER],\"page\":2,\"size\":1,\"total\":7,\"pages\":7}",
			"{\"data\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7,\"meta\":[],\"users\":[]}",
			"{\"size\":9,\"items\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7,\"size\":9,\"pages\":[1]}",
			"{\"items\":[USER],\"page\":2,\"limit\":1,\"total\":7,\"totalPages\":7,\"meta\":{\"items\":[],\"data\":{}}}" })
	void readsPages(String json) {
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(9, 9))
			.read(bytes(json.replace("USER", snake(EntityReader.USER))))
			.response();
		assertThat(page.items()).containsExactly((ChatUser) EXPECTED.get(EntityReader.USER));
		assertThat(page).extracting("page", "limit", "total", "totalPages").containsExactly(2, 1, 7L, 7);
	}

	@Test
	void worksOutWhatAPageDoesNotTell() {
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(3, 10))
			.read(bytes("[" + snake(EntityReader.USER) + "]"))
			.response();
		assertThat(page).extracting("page", "limit", "total", "totalPages").containsExactly(3, 10, 21L, 3);
	}

	@Test
	void takesAPageWithoutAnyLimitForFull() {
		var page = new PageReader<>(EntityReader.USER, PaginationParams.ofPage(2))
			.read(bytes("[" + snake(EntityReader.USER) + "]"))
			.response();
		assertThat(page).extracting("page", "limit", "total", "totalPages").containsExactly(2, 1, 2L, 2);
	}

	@Test
	void refusesAPageWithoutItems() {
		var reader = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10));
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> reader.read(bytes("{\"page\":1}")))
			.withMessage("The page of users lacks 'items'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"items\":[USER,BROKEN,USER,null]}", "[USER,BROKEN,USER,null]",
			" {\"page\" : 1, \"data\" : { \"items\" : [ USER , BROKEN , USER , null ] } } " })
	void tellsOfTheUnreadableItemsOfAPageBesideTheOthers(String json) {
		String broken = "{\"id\":\"u_9\",\"username\":{\"é\":[1,true]},\"external_user_id\":\"e\"}";
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10))
			.read(bytes(json.replace("USER", snake(EntityReader.USER)).replace("BROKEN", broken)))
			.response();
		ChatUser user = (ChatUser) EXPECTED.get(EntityReader.USER);
		assertThat(page.items()).containsExactly(user, user);
		assertThat(page.unreadable()).containsExactly(
				new UnreadableItem(1, "The user lacks 'username'",
						Map.of("id", "u_9", "username", Map.of("é", List.of(1, true)), "external_user_id", "e")),
				new UnreadableItem(3, "The user is no JSON object", null));
		assertThat(page.total()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "{}", "[[]]" })
	void takesNoHeapOfValuesForAPage(String value) {
		var reader = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 100));
		String many = (value + ',').repeat(2_000_000 / value.length());
		assertThatExceptionOfType(ChatDecodingException.class)
			.isThrownBy(() -> reader.read(bytes("{\"items\":[" + many + value + "]}")))
			.withMessage("The page of users has more than 1000 items that cannot be read");
	}

	@Test
	void keepsNoUnreadableItemThatIsTooLong() {
		String item = "{\"id\":\"u\",\"username\":[" + "[],".repeat(200_000) + "[]]}";
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 100))
			.read(bytes(("{\"items\":[" + item + ",USER," + item + "]}").replace("USER", snake(EntityReader.USER))))
			.response();
		assertThat(page.items()).hasSize(1);
		assertThat(page.unreadable()).hasSize(2);
		assertThat(page.unreadable().get(0).value()).isNotNull();
		assertThat(page.unreadable().get(1).value()).isNull();
	}

	@Test
	void readsWhatStandsBesideALongTextAndADeepValue() {
		String deep = "[".repeat(200) + "]".repeat(200);
		String json = "{\"items\":[{\"id\":\"u\",\"username\":" + deep + ",\"external_user_id\":\""
				+ "x".repeat(2_000_000) + "\"},USER]}";
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10))
			.read(bytes(json.replace("USER", snake(EntityReader.USER))))
			.response();
		assertThat(page.items()).containsExactly((ChatUser) EXPECTED.get(EntityReader.USER));
		assertThat(page.unreadable()).extracting(UnreadableItem::problem).containsExactly("The user lacks 'username'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"items\":null}", "{\"data\":{\"items\":null,\"total\":0}}" })
	void takesNoItemsForAnEmptyList(String json) {
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10)).read(bytes(json)).response();
		assertThat(page.items()).isEmpty();
		assertThat(page.total()).isZero();
	}

	static Stream<String> valuesWithoutMeasure() {
		return Stream.of("9".repeat(401), "-1." + "3".repeat(1_000_000), "1e" + "9".repeat(500),
				"[".repeat(600) + "]".repeat(600), "{\"x\":".repeat(2000) + "\"}\"" + "}".repeat(2000),
				"{\"" + "\\\"x".repeat(1100) + "\" : \"" + "y".repeat(2000) + "\"}");
	}

	@ParameterizedTest
	@MethodSource("valuesWithoutMeasure")
	void readsWhatStandsBesideAValueWithoutMeasure(String value) {
		String json = "{\"items\":[USER,{\"id\":\"u_9\",\"username\":VALUE},USER],\"more\":VALUE,\"total\":7}"
			.replace("USER", snake(EntityReader.USER))
			.replace("VALUE", value);
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10)).read(bytes(json)).response();
		ChatUser user = (ChatUser) EXPECTED.get(EntityReader.USER);
		assertThat(page.items()).containsExactly(user, user);
		assertThat(page.total()).isEqualTo(7);
		assertThat(page.unreadable()).singleElement()
			.satisfies((item) -> assertThat(item.value()).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("id", "u_9"));
		assertThat(ErrorReader.read(bytes("{\"code\":\"full\",\"details\":{\"n\":" + value + "}}")).code())
			.isEqualTo("full");
	}

	static Stream<byte[]> valuesThatAreNoJson() {
		return Stream.of(bytes("NaN"), bytes("-Infinity"), bytes("\"a\tb\nc\""),
				new byte[] { '"', 'c', (byte) 0xC3, '"' }, "\"d\u00E9j\u00E0\"".getBytes(StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@MethodSource("valuesThatAreNoJson")
	void readsWhatStandsBesideAValueThatIsNoJson(byte[] value) {
		String json = "{\"items\":[USER,{\"id\":\"u_9\",\"username\":null,\"more\":VALUE},USER],\"more\":VALUE,\"total\":7}"
			.replace("USER", snake(EntityReader.USER));
		var page = new PageReader<>(EntityReader.USER, PaginationParams.of(1, 10)).read(with(value, json)).response();
		ChatUser user = (ChatUser) EXPECTED.get(EntityReader.USER);
		assertThat(page.items()).containsExactly(user, user);
		assertThat(page.total()).isEqualTo(7);
		assertThat(page.unreadable()).hasSize(1);
		assertThat(EntityReader.ROOM
			.read(with(value, "{\"id\":\"r\",\"name\":\"n\",\"member_count\":VALUE,\"created_at\":VALUE}")))
			.satisfies((room) -> {
				assertThat(room.name()).isEqualTo("n");
				assertThat(room.createdAt()).isNull();
				assertThat(room.memberCount()).isNull();
			});
		assertThat(ErrorReader.read(with(value, "{\"code\":\"full\",\"message\":VALUE}")).code()).isEqualTo("full");
	}

	/**
	 * JSON with a value that no text may hold.
	 */
	private static byte[] with(byte[] value, String json) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		String[] parts = json.split("VALUE", -1);
		for (int i = 0; i < parts.length; i++) {
			if (i > 0) {
				out.writeBytes(value);
			}
			out.writeBytes(bytes(parts[i]));
		}
		return out.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"valid\":0,USER}", "{\"valid\":null,USER}", "{\"valid\":\"False\",USER}",
			"{\"valid\":\"no\",USER}", "{\"valid\":[true],USER}", "{\"valid\":false,\"data\":{USER}}",
			"{\"data\":{USER},\"valid\":0}", "{\"data\":{USER,\"valid\":false}}" })
	void takesATokenForValidOnlyIfTheServerDoes(String json) {
		String user = "\"user\":{\"userId\":\"u1\"}";
		AuthInfo info = EntityReader.AUTH.read(bytes(json.replace("USER", user)));
		assertThat(info.valid()).isFalse();
		assertThat(info.user().userId()).isEqualTo("u1");
		for (String valid : List.of("true", "1", "\"true\"", "\"True\"")) {
			assertThat(EntityReader.AUTH.read(bytes("{\"valid\":" + valid + ',' + user + '}')).valid()).isTrue();
		}
		assertThat(EntityReader.AUTH.read(bytes('{' + user + '}')).valid()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e5000000", "-1e100000000", "1e-100000000", "123456789012345678901234567890", "1e30" })
	void takesNumbersWithoutMeasureForNone(String number) {
		String json = "{\"id\":\"r\",\"name\":\"n\",\"member_count\":" + number + ",\"created_at\":" + number
				+ ",\"updated_at\":\"" + number + "\"}";
		assertThat(EntityReader.ROOM.read(bytes(json)).name()).isEqualTo("n");
		var page = new PageReader<>(EntityReader.ROOM, PaginationParams.of(1, 10))
			.read(bytes("{\"items\":[],\"total\":" + number + ",\"limit\":" + number + ",\"page\":" + number
					+ ",\"totalPages\":" + number + "}"))
			.response();
		assertThat(page.items()).isEmpty();
		assertThat(ErrorReader.read(bytes("{\"code\":" + number + ",\"details\":{\"n\":" + number + "}}")).code())
			.isEqualTo(number);
	}

	private static Object read(EntityReader<?> reader, String json) {
		return reader.read(bytes(json));
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	private static String snake(EntityReader<?> reader) {
		return JSON.get(reader).replace("TIME", TIME.toString());
	}

	private static String camel(String json) {
		return java.util.regex.Pattern.compile("(?<=[a-z])_([a-z])(?=[a-z_]*\":)")
			.matcher(json)
			.replaceAll((match) -> match.group(1).toUpperCase(java.util.Locale.ROOT));
	}

}
