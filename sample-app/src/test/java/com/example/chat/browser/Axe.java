package com.example.chat.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.openqa.selenium.JavascriptExecutor;

/**
 * The accessibility checks of axe-core on the page as it is.
 */
final class Axe {

	private static final Path SCRIPT = Path.of("node_modules", "axe-core", "axe.min.js");

	private Axe() {
	}

	@SuppressWarnings("unchecked")
	static List<String> violations(JavascriptExecutor browser) throws IOException {
		browser.executeScript(Files.readString(SCRIPT));
		Object violations = browser.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run({ rules: { region: { enabled: true } } }).then(({ violations }) =>
					done(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
						`${id}: ${html} ${failureSummary}`))));
				""");
		return (List<String>) violations;
	}

}
