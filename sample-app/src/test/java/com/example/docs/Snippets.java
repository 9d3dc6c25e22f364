package com.example.docs;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The code on the pages of the documentation: regions of test sources, so that it
 * compiles and runs.
 * <p>
 * On a page, the comment <code>&lt;!-- snippet: Source#region --&gt;</code> stands before
 * each block of Java; in {@code Source.java} beside this class, the lines
 * {@code // tag::region[]} and {@code // end::region[]} enclose the region. The imports
 * that it needs come first. Blocks of Kotlin are those of the starter's tests.
 */
final class Snippets {

	/**
	 * A block of Java with the reference before it, if there is one.
	 */
	static final Pattern BLOCK = Pattern.compile("(?:<!-- snippet: (\\w+)#([\\w-]+) -->\\n)?```java\\n(.*?)```\\n",
			Pattern.DOTALL);

	private static final Pattern KOTLIN = Pattern
		.compile("<!-- snippet: (\\w+)#([\\w-]+) -->\\n```kotlin\\n(.*?)```\\n", Pattern.DOTALL);

	private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);?$");

	private static final String SOURCES = "sample-app/src/test/java/com/example/docs/";

	private static final String KOTLIN_SOURCES = "chat-spring-boot-starter/src/test/kotlin/com/example/app/";

	private Snippets() {
	}

	/**
	 * Puts the code of the sources into a page.
	 * @param page the text of the page
	 * @return the text as it should be
	 */
	static String fill(String page) {
		String java = BLOCK.matcher(page)
			.replaceAll((block) -> Matcher.quoteReplacement(fill(block, "java", SOURCES, ".java")));
		return KOTLIN.matcher(java)
			.replaceAll((block) -> Matcher.quoteReplacement(fill(block, "kotlin", KOTLIN_SOURCES, ".kt")));
	}

	private static String fill(MatchResult block, String language, String folder, String ending) {
		if (block.group(1) == null) {
			return block.group();
		}
		return "<!-- snippet: " + block.group(1) + "#" + block.group(2) + " -->\n```" + language + "\n"
				+ region(folder + block.group(1) + ending, block.group(2)) + "```\n";
	}

	private static String region(String source, String region) {
		String text = Documents.read(source);
		Matcher matcher = Pattern
			.compile("// tag::" + region + "\\[]\\n(.*?)\\n[ \\t]*// end::" + region + "\\[]\\n", Pattern.DOTALL)
			.matcher(text);
		if (!matcher.find()) {
			throw new IllegalArgumentException(source + " has no region " + region);
		}
		String code = matcher.group(1)
			.replaceAll("(?m)^[ \\t]*// (tag|end)::.*\\n", "")
			.stripIndent()
			.replace("\t", "    ") + "\n";
		return imports(text, code) + code;
	}

	private static String imports(String text, String code) {
		String imports = IMPORT.matcher(text)
			.results()
			.filter((each) -> Pattern.compile("\\b" + each.group(1) + "\\b").matcher(code).find())
			.map((each) -> each.group() + "\n")
			.collect(Collectors.joining());
		return imports.isEmpty() ? "" : imports + "\n";
	}

}
