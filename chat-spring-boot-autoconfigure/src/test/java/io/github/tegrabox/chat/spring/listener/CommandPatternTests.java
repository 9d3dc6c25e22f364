package io.github.tegrabox.chat.spring.listener;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link CommandPattern}.
 */
class CommandPatternTests {

	@ParameterizedTest
	@ValueSource(strings = { "!time", " !time ", "!TIME", "\u00a0!Time\n" })
	void aMessageIsTheCommand(String content) {
		assertThat(CommandPattern.parse("!time").match(content)).isEqualTo(new CommandPattern.Match(Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "!timer", "time", "!tim e", "", " ", "what !time", "!room", "!room create" })
	void anotherMessageIsNot(String content) {
		assertThat(CommandPattern.parse("!time").match(content)).isNull();
		assertThat(CommandPattern.parse("!room delete {name}").match(content)).isNull();
	}

	@Test
	void variablesTakeWordsAndTheRest() {
		CommandPattern pattern = CommandPattern.parse("!remind {minutes} {*text}");
		assertThat(values(pattern, "!remind 5 drink  \"some\" tea "))
			.isEqualTo(Map.of("minutes", "5", "text", "drink  \"some\" tea"));
		assertThat(values(pattern, "!Remind   5\ntwo\nlines")).isEqualTo(Map.of("minutes", "5", "text", "two\nlines"));
	}

	@Test
	void quotesHoldWordsTogether() {
		CommandPattern pattern = CommandPattern.parse("!invite {who} to {where}");
		assertThat(values(pattern, "!invite \"Ann Lee\" TO \u201cthe lobby\u201d"))
			.isEqualTo(Map.of("who", "Ann Lee", "where", "the lobby"));
		assertThat(values(pattern, "!invite \"\" to O'Hara")).isEqualTo(Map.of("who", "", "where", "O'Hara"));
		assertThat(values(pattern, "!invite \"Ann to 5\"")).isNull();
		assertThat(values(pattern, "!invite \"Ann to x")).isEqualTo(Map.of("who", "\"Ann", "where", "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "!remind", "!remind 5", "!remind  " })
	void missingWordsDoNotFit(String content) {
		CommandPattern pattern = CommandPattern.parse("!remind {minutes} {*text}");
		assertThat(pattern.match(content)).isEqualTo(CommandPattern.Match.MISFIT);
	}

	@Test
	void surplusWordsDoNotFit() {
		assertThat(CommandPattern.parse("!time").match("!time now")).isEqualTo(CommandPattern.Match.MISFIT);
		assertThat(CommandPattern.parse("!roll {sides}").match("!roll 6 7")).isEqualTo(CommandPattern.Match.MISFIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{name}", "!a {x} {x}", "!a {*x} {y}", "!a {x", "!a {x:y}", "!a {*}", "!a b{c}" })
	void otherPatternsAreRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandPattern.parse(pattern));
	}

	private static Map<String, String> values(CommandPattern pattern, String content) {
		CommandPattern.Match match = pattern.match(content);
		assertThat(match).isNotNull();
		return match.values();
	}

}
