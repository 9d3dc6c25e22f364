package io.github.tegrabox.chat.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorReaderTests {

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\u0085", "\u009B31m", "\u2028", "\u2029", "\u202E", "\u2066", "\u0000",
			"\u001B[31m", "\uFEFF" })
	void leavesNothingInAServersWordsThatForgesALog(String evil) {
		String clean = ErrorReader.excerpt("one" + evil + "two");
		assertThat(clean).startsWith("one ").endsWith("two");
		assertThat(clean.codePoints()).noneMatch((point) -> Character.isISOControl(point)
				|| Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.LINE_SEPARATOR
				|| Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"code\":\"user_exists\",\"message\":\"Taken\",\"details\":{\"user_id\":\"u1\"}},\"requestId\":\"r1\"}",
			"{\"request_id\":\"r1\",\"error\":{\"details\":{\"user_id\":\"u1\"},\"message\":\"Taken\",\"code\":\"user_exists\"}}",
			"{\"code\":\"user_exists\",\"message\":\"Taken\",\"details\":{\"user_id\":\"u1\"},\"requestId\":\"r1\",\"more\":[{}]}",
			"{\"data\":{\"error\":{\"code\":\"user_exists\",\"message\":\"Taken\",\"details\":{\"user_id\":\"u1\"}}},\"requestId\":\"r1\"}" })
	void readsWhatTheContractHasInAnyShape(String json) {
		assertThat(read(json)).isEqualTo(new ErrorBody("user_exists", "Taken", "r1", null, Map.of("user_id", "u1")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"Out of order\"}", "{\"error\":\"Out of order\"}",
			"{\"detail\":\"Out of order\"}",
			"{\"type\":\"about:blank\",\"title\":\"Bad Gateway\",\"status\":502,\"detail\":\"Out of order\"}",
			"{\"detail\":\"Out of order\",\"title\":\"Bad Gateway\"}", "{\"title\":\"Out of order\"}",
			"{\"error\":\"Bad Gateway\",\"message\":\"Out of order\"}", "Out of order" })
	void readsTheWordsOfOtherErrors(String body) {
		assertThat(read(body)).isEqualTo(new ErrorBody(null, "Out of order", null, null, Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", " <!DOCTYPE html>", "\uFEFF<html lang=en>", "\uFEFF\r\n<!doctype html>",
			"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"x\" \"y\">",
			"<!-- a --><!-- b -->\n<HTML>" })
	void knowsAPageOfHtmlWhateverStandsBeforeIt(String start) {
		String page = start + "<body><h1>Bad gateway</h1></body>";
		assertThat(ErrorReader.isPage(page.getBytes(StandardCharsets.UTF_8))).isTrue();
		assertThat(ErrorReader.excerpt(page)).isEqualTo("Bad gateway");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<?xml version=\"1.0\"?><error/>", "<!-- <html> -->", "<htmlx>", "a <html>" })
	void takesNothingElseForAPage(String text) {
		assertThat(ErrorReader.isPage(text.getBytes(StandardCharsets.UTF_8))).isFalse();
		String comments = "<!-- -->".repeat(1000);
		assertThat(ErrorReader.isPage(comments.getBytes(StandardCharsets.UTF_8))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "{\"error\":", "[]", "{}", "17" })
	void neverFails(String body) {
		assertThat(read(body)).isEqualTo(new ErrorBody(null, body, null, null, Map.of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
			"{\"statusCode\":400,\"message\":[\"a is short\",\"b is long\"],\"error\":\"Bad Request\"}|a is short; b is long",
			"{\"detail\":[{\"loc\":[\"a\"],\"msg\":\"field required\"},{\"loc\":[\"b\"],\"msg\":\"no text\"}]}"
					+ "|field required; no text",
			"{\"message\":\"Validation failed\",\"errors\":[{\"content\":\"too long\"}]}|Validation failed" })
	void keepsTheFindingsOfAValidation(String body, String words) {
		assertThat(read(body).message()).isEqualTo(words);
		assertThat(read(body).details().get("errors")).asInstanceOf(InstanceOfAssertFactories.LIST).isNotEmpty();
	}

	@Test
	void keepsTheFindingsThatHaveNames() {
		ErrorBody error = read("{\"message\":\"Validation failed\",\"errors\":{\"content\":\"too long\"}}");
		assertThat(error)
			.isEqualTo(new ErrorBody(null, "Validation failed", null, null, Map.of("content", "too long")));
	}

	@Test
	void tellsTheBodyWhereItsWordsAreNotKnown() {
		String body = "{\"code\":\"quota\",\"reason\":\"10 rooms per project\"}";
		assertThat(read(body)).isEqualTo(new ErrorBody("quota", body, null, null, Map.of()));
		assertThat(read("{\"code\":\"quota\"}").message()).isEmpty();
	}

	@Test
	void keepsAListOfDetails() {
		assertThat(read("{\"code\":\"invalid\",\"message\":\"m\",\"details\":[\"a\",\"b\"]}").details())
			.isEqualTo(Map.of("errors", List.of("a", "b")));
	}

	@Test
	void trimsWhatIsTooLong() {
		assertThat(ErrorReader.excerpt(" <html>\r\n\t<h1>Bad\u0007 gateway</h1> ")).isEqualTo("Bad gateway");
		assertThat(ErrorReader.excerpt("<!DOCTYPE html><style>a { b: c }</style><title>502 Bad gateway</title>"
				+ "<script>no(words);</script><p>nginx"))
			.isEqualTo("502 Bad gateway nginx");
		assertThat(ErrorReader.excerpt("<html></html>")).isEqualTo("a page of HTML without words");
		assertThat(ErrorReader.excerpt("a < b > c")).isEqualTo("a < b > c");
		assertThat(ErrorReader.excerpt("x".repeat(100_000))).hasSize(300).endsWith("x…");
	}

	private static ErrorBody read(String body) {
		return ErrorReader.read(body.getBytes(StandardCharsets.UTF_8));
	}

}
