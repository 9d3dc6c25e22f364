package com.example.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code ARCHITECTURE.md} against the sources. With {@code -Ddocs.update=true} the
 * table of packages is written anew first.
 */
class ArchitectureDocumentTests {

	private static final Path PAGE = Documents.ROOT.resolve("ARCHITECTURE.md");

	private static final List<String> MODULES = List.of("chat-sdk-core", "chat-spring-boot-autoconfigure",
			"chat-test-server");

	private static final Pattern TABLE = Pattern.compile("(<!-- packages -->\\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

	private static final Pattern PURPOSE = Pattern.compile("/\\*\\*\\s*\\*\\s*(.*?)[.:](?=\\s)", Pattern.DOTALL);

	@Test
	void thePackagesAreThese() throws IOException {
		String page = Documents.read(PAGE);
		String filled = TABLE.matcher(page)
			.replaceFirst((table) -> Matcher.quoteReplacement(table.group(1) + packages() + table.group(3)));
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(PAGE, filled);
			page = filled;
		}
		assertThat(page).isEqualTo(filled);
	}

	@Test
	void theWalkGoesFromClassToClass() {
		Map<String, String> sources = sources();
		List<String> steps = between("## The walk of a message", "## Where to look", "\\*\\*`(\\w+)`\\*\\*");
		assertThat(steps).hasSizeGreaterThan(8);
		for (int i = 1; i < steps.size(); i++) {
			String before = steps.get(i - 1);
			String step = steps.get(i);
			assertThat(names(sources.get(before), step) || names(sources.get(step), before))
				.as("%s and %s know each other", before, step)
				.isTrue();
		}
	}

	@Test
	void everyNameIsThatOfAType() {
		assertThat(sources().keySet()).containsAll(between("## The walk of a message", "\\Z", "`([A-Z]\\w+)`"));
	}

	private static boolean names(String source, String type) {
		return Pattern.compile("\\b" + type + "\\b").matcher(source).find();
	}

	private static List<String> between(String from, String to, String regex) {
		Matcher part = Pattern.compile(Pattern.quote(from) + "(.*?)(?:" + to + ")", Pattern.DOTALL)
			.matcher(Documents.read(PAGE));
		assertThat(part.find()).isTrue();
		return Pattern.compile(regex).matcher(part.group(1)).results().map((found) -> found.group(1)).toList();
	}

	private static String packages() {
		Map<String, String> rows = new TreeMap<>();
		for (String module : MODULES) {
			for (Path file : files(module)) {
				if (file.endsWith("package-info.java")) {
					String text = Documents.read(file);
					String name = find("(?m)^package ([\\w.]+);", text).replace("io.github.tegrabox.", "…");
					String purpose = find(PURPOSE.pattern(), text).replaceAll("\\s*\\n \\* ?", " ");
					rows.put(module + name, "| `" + name + "` | " + purpose + " |\n");
				}
			}
		}
		return "| package | what it is |\n|---|---|\n" + String.join("", rows.values());
	}

	private static Map<String, String> sources() {
		return MODULES.stream()
			.flatMap((module) -> files(module).stream())
			.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""), Documents::read,
					(one, other) -> one + other));
	}

	private static List<Path> files(String module) {
		try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module).resolve("src/main/java"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.sorted(Comparator.comparing(Function.identity()))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String find(String regex, String text) {
		MatchResult found = Pattern.compile(regex, Pattern.DOTALL)
			.matcher(text)
			.results()
			.findFirst()
			.orElseThrow(() -> new AssertionError(regex + " is not in " + text));
		return found.group(1);
	}

}
