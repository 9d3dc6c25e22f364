package com.example.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the BOM.
 */
class BomTests {

	private static final Set<String> NOT_IN_IT = Set.of("chat-bom", "sample-app", "benchmarks");

	@Test
	void theBomKnowsEveryModule() throws IOException {
		List<String> modules = find("<module>([^<]+)</module>", Path.of("../pom.xml"));
		assertThat(modules).contains("chat-sdk-core");
		assertThat(find("<artifactId>(chat-[^<]+)</artifactId>", Path.of("../chat-bom/pom.xml")))
			.containsAll(modules.stream().filter((module) -> !NOT_IN_IT.contains(module)).toList());
	}

	private static List<String> find(String pattern, Path file) throws IOException {
		return Pattern.compile(pattern)
			.matcher(Files.readString(file))
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
	}

}
