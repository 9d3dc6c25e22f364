package com.example.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the pages of the documentation against the code. With {@code -Ddocs.update=true}
 * the code on the pages is brought up to date first.
 */
class DocumentationTests {

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

	static List<Path> pages() {
		return Documents.pages();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void codeIsThatOfTheSources(Path page) throws IOException {
		String text = Documents.read(page);
		String filled = Snippets.fill(text);
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(page, filled);
			text = filled;
		}
		assertThat(text).isEqualTo(filled);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void codeIsTakenFromTheSources(Path page) {
		if (page.endsWith("getting-started.md")) {
			return; // A whole application, which GettingStartedTests runs.
		}
		Stream<MatchResult> blocks = Snippets.BLOCK.matcher(Documents.read(page)).results();
		assertThat(blocks).allSatisfy((block) -> assertThat(block.group(1)).as(block.group()).isNotNull());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) {
		Stream<Path> targets = LINK.matcher(Documents.read(page))
			.results()
			.map((link) -> page.resolveSibling(link.group(1)));
		assertThat(targets).allSatisfy((target) -> assertThat(target).exists());
	}

	@Test
	void everyPageIsInTheMap() {
		String readme = Documents.read("README.md");
		assertThat(Documents.pages()).filteredOn((page) -> page.getParent().endsWith("docs"))
			.allSatisfy((page) -> assertThat(readme).contains("docs/" + page.getFileName()));
	}

}
