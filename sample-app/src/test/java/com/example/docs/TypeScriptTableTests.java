package com.example.docs;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the tables of {@code docs/from-typescript.md} against the code.
 */
class TypeScriptTableTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?:new |client)[^|]*\\| `([^`]+)` \\|$");

	private static final String SOURCE = "sample-app/src/test/java/com/example/docs/TypeScriptCalls.java";

	private static final List<String> CODE = Arrays.stream(Documents.read(SOURCE).split(";"))
		.map(TypeScriptTableTests::withoutSpace)
		.toList();

	static Stream<String> calls() {
		return ROW.matcher(Documents.read("docs/from-typescript.md")).results().map((row) -> row.group(1));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void everyCallCompiles(String call) {
		assertThat(CODE).anyMatch((statement) -> statement.endsWith(withoutSpace(call))
				|| statement.endsWith("log(" + withoutSpace(call) + ")"));
	}

	private static String withoutSpace(String code) {
		return code.replaceAll("\\s", "");
	}

}
