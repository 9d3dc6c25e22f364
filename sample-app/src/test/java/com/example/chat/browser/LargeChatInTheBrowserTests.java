package com.example.chat.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static com.example.chat.browser.ChatPage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page with 300 rooms, and with 10,000 messages in one of them. What it took is
 * written to {@code target/page-measures.txt}.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=large-chat")
@ActiveProfiles("embedded")
class LargeChatInTheBrowserTests {

	private static final int ROOMS = 300;

	private static final int MESSAGES = 10_000;

	private static final String WATCH = """
			window.longTasks = [];
			new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)))
				.observe({ type: "longtask", buffered: true });
			document.addEventListener("DOMContentLoaded", () => {
				new MutationObserver((changes, observer) => {
					if (document.querySelector("#messages .message")) {
						observer.disconnect();
						requestAnimationFrame(() => setTimeout(() => window.shownAt = performance.now()));
					}
				}).observe(document.querySelector("#messages") ?? document, { childList: true, subtree: true });
			});
			""";

	private static Chromium browser;

	@LocalServerPort
	private int port;

	@Autowired
	private ChatTestServer server;

	@BeforeAll
	static void startBrowser() throws IOException {
		browser = Chromium.start();
	}

	@AfterAll
	static void closeBrowser() throws IOException {
		browser.close();
	}

	@Test
	void manyRoomsAndMessagesAreNoBurden() throws IOException {
		browser.desktop();
		browser.watch(WATCH);
		ChatPage page = new ChatPage(browser.driver(), this.port).logIn("alice");
		page.waitForRoom("Lobby"); // The only room is opened at once.

		String carol = this.server.createUser("carol", "carol");
		for (int i = 1; i < ROOMS - 1; i++) {
			this.server.createRoom("Room " + i, carol);
		}
		String large = this.server.createRoom("Large", carol);
		for (int i = 0; i < MESSAGES; i++) {
			this.server.createMessage(large, carol, "message " + i);
		}
		browser.driver().navigate().refresh();
		eventually().untilAsserted(() -> assertThat(page.rooms()).hasSize(ROOMS));
		page.createRoom("One more");
		page.element("#room-filter").sendKeys("Larg");
		eventually().untilAsserted(() -> assertThat(page.rooms()).containsExactly("Large"));

		browser.driver().get("about:blank");
		browser.driver().get("http://localhost:" + this.port + "/#/rooms/" + large);
		page.waitForRoom("Large");
		assertThat(page.messages()).endsWith("message " + (MESSAGES - 1));
		Number opening = (Number) page
			.script("""
					const answer = performance.getEntriesByType("resource").find(({ name }) => name.includes("/messages?page=1"));
					return window.shownAt - answer.responseEnd;
					""");
		String openingTasks = longTasks(page);
		long heapBefore = browser.heap();
		eventually().atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> Boolean.TRUE.equals(page.script("""
					const log = document.querySelector("#log");
					log.scrollTop = 0;
					return document.querySelector(".message .content").textContent === "message 0";
					""")));
		assertThat(page.messages()).hasSizeLessThanOrEqualTo(300).startsWith("message 0", "message 1");
		long heapAfter = browser.heap();
		List<String> measures = List.of("from the answer to the picture: %.0f ms".formatted(opening.doubleValue()),
				"long tasks while opening: " + openingTasks, "long tasks in all: " + longTasks(page),
				"heap when opened: %,d bytes, after scrolling through all: %,d bytes".formatted(heapBefore, heapAfter),
				"elements: " + page.script("return document.querySelectorAll('*').length;"));
		Files.write(Path.of("target", "page-measures.txt"), measures);
		assertThat(heapAfter - heapBefore).as("bytes more on the heap").isLessThan(5_000_000);
	}

	private static String longTasks(ChatPage page) {
		return String
			.valueOf(page.script("return window.longTasks.map((each) => Math.round(each)).join(', ') + ' ms';"));
	}

}
