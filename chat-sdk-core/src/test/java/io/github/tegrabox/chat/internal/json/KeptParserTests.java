package io.github.tegrabox.chat.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of {@link KeptParser}.
 */
class KeptParserTests {

	static List<Function<String, KeptParser>> kinds() {
		return List.of((text) -> {
			byte[] bytes = ("42" + text).getBytes(StandardCharsets.UTF_8);
			return KeptParser.of(bytes, 2, bytes.length - 2);
		}, (text) -> KeptParser.of(("42" + text).toCharArray(), 2, text.length()));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readsOneTextAfterTheOther(Function<String, KeptParser> parsers) {
		for (int i = 0; i < 1000; i++) {
			assertThat(read(parsers.apply("[\"größer 😀\",{\"name " + i + "\":[" + i + "]}]")))
				.isEqualTo("größer 😀 name " + i + " " + i);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void isUsedAgainAndNeverForTwoTextsAtOnce(Function<String, KeptParser> parsers) {
		// Not each time: it is not kept for ever, and another thread may have the same
		// place.
		assertThat(IntStream.range(0, 1000).anyMatch((i) -> {
			KeptParser first = parsers.apply("[]");
			skip(first);
			KeptParser second = parsers.apply("[]");
			KeptParser meanwhile = parsers.apply("[]");
			assertThat(meanwhile).isNotSameAs(second);
			skip(meanwhile);
			skip(second);
			return second == first;
		})).isTrue();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readsTextsOfAnyLength(Function<String, KeptParser> parsers) {
		for (int length : new int[] { 0, 7_900, 8_000, 8_100, 100_000, 3_000_000, 1 }) {
			String text = "ä".repeat(length);
			assertThat(read(parsers.apply("[\"" + text + "\",{\"a\":[1]}]"))).isEqualTo(text + " a 1");
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void isNotKeptForEver(Function<String, KeptParser> parsers) {
		Set<KeptParser> used = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			KeptParser next = parsers.apply("[{\"" + "a".repeat(1000) + i + "\":1}]");
			used.add(next);
			skip(next);
		}
		assertThat(used).hasSizeGreaterThan(7);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void tellsWhatFollows(Function<String, KeptParser> parsers) {
		assertThat(skip(parsers.apply("[1]"))).isZero();
		assertThat(skip(parsers.apply("[1] \n"))).isEqualTo(2);
		assertThat(skip(parsers.apply("[1][2]"))).isEqualTo(3);
		assertThat(skip(parsers.apply("[1]" + " ".repeat(20_000)))).isEqualTo(20_000);
		assertThat(skip(parsers.apply("[1]"))).isZero();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void nothingStaysOfATextThatCannotBeRead(Function<String, KeptParser> parsers) {
		for (String broken : List.of("[1,{\"a\":", "[1}", "[tru]", "[\"a", "[\u0000]")) {
			KeptParser parser = parsers.apply(broken);
			assertThatThrownBy(() -> skip(parser)).as(broken).isInstanceOf(JacksonException.class);
			assertThat(read(parsers.apply("[\"a\",{\"b\":[2]}]"))).isEqualTo("a b 2");
		}
		assertThat(skip(parsers.apply(" "))).as("no text at all").isEqualTo(-1);
		assertThat(read(parsers.apply("[\"a\",{\"b\":[2]}]"))).isEqualTo("a b 2");
		// What follows a whole array is for others to judge.
		assertThat(skip(parsers.apply("[1]]"))).isEqualTo(1);
		assertThat(read(parsers.apply("[\"a\",{\"b\":[2]}]"))).isEqualTo("a b 2");
	}

	@Test
	void takesUtf8ForNothingElse() {
		byte[] looksLikeUtf16 = { '[', 0, '1', 0, ']', 0 };
		for (int i = 0; i < 300; i++) {
			KeptParser parser = KeptParser.of(looksLikeUtf16, 0, looksLikeUtf16.length);
			assertThatThrownBy(() -> skip(parser)).isInstanceOf(JacksonException.class);
		}
		assertThat(read(kinds().get(0).apply("[\"é\",{\"b\":[2]}]"))).isEqualTo("é b 2");
	}

	@Test
	void isForManyThreads() {
		IntStream.range(0, 20_000)
			.parallel()
			.forEach((i) -> assertThat(read(kinds().get(i % 2).apply("[\"text " + i + "\",{\"a\":[" + i + "]}]")))
				.isEqualTo("text " + i + " a " + i));
	}

	private static String read(KeptParser kept) {
		JsonParser parser = kept.parser();
		assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
		parser.nextToken();
		String text = parser.getString();
		assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
		String name = parser.nextName();
		assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
		parser.nextToken();
		int number = parser.getIntValue();
		for (int i = 0; i < 3; i++) {
			parser.nextToken();
		}
		assertThat(parser.currentToken()).isEqualTo(JsonToken.END_ARRAY);
		assertThat(kept.end()).isZero();
		return text + ' ' + name + ' ' + number;
	}

	private static int skip(KeptParser kept) {
		JsonParser parser = kept.parser();
		if (parser.nextToken() == JsonToken.START_ARRAY) {
			parser.skipChildren();
		}
		return (parser.currentToken() == JsonToken.END_ARRAY) ? kept.end() : -1;
	}

}
