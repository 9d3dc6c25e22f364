package com.example.chat.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.openqa.selenium.OutputType;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/**
 * Alice and Bob, each with a browser, in a room that is new for each test.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "chat.socket.room-discovery-interval=300ms")
@ActiveProfiles("embedded")
abstract class TwoBrowsers {

	static final Path PICTURES = Path.of("target", "pictures");

	private static final List<String> ROOMS = List.of("Allotments", "Book club", "Choir", "Dog walkers",
			"Evening class", "Football", "Hiking", "Island trip", "Jam session", "Knitting", "Library", "Market day",
			"Neighbours", "Orchard");

	private static final AtomicInteger made = new AtomicInteger();

	static Chromium aliceBrowser;

	static Chromium bobBrowser;

	final String room = nameOf(made.getAndIncrement());

	@LocalServerPort
	int port;

	@Autowired
	ChatTestServer server;

	ChatPage alice;

	ChatPage bob;

	@BeforeAll
	static void startBrowsers() throws IOException {
		Files.createDirectories(PICTURES);
		aliceBrowser = Chromium.start();
		bobBrowser = Chromium.start();
	}

	@AfterAll
	static void closeBrowsers() throws IOException {
		aliceBrowser.close();
		bobBrowser.close();
	}

	@BeforeEach
	void meetInARoom() {
		for (Chromium browser : List.of(aliceBrowser, bobBrowser)) {
			browser.desktop();
			browser.prefer("light");
			browser.forget(origin());
		}
		this.alice = new ChatPage(aliceBrowser.driver(), this.port).logIn("alice").leaveAllRooms();
		this.alice.createRoom(this.room);
		this.bob = new ChatPage(bobBrowser.driver(), this.port).logIn("bob").open(this.room);
	}

	@AfterEach
	void mendTheServer() {
		this.server.faults().clear();
		this.server.clockSkew(Duration.ZERO);
		this.server.resume();
	}

	final String origin() {
		return "http://localhost:" + this.port;
	}

	/** The id of the room that Alice's address names. */
	final String roomId() {
		return aliceBrowser.driver().getCurrentUrl().replaceFirst(".*/", "");
	}

	static void picture(Chromium browser, String name) throws IOException {
		Files.write(PICTURES.resolve(name + ".png"), browser.driver().getScreenshotAs(OutputType.BYTES));
	}

	private static String nameOf(int number) {
		String name = ROOMS.get(number % ROOMS.size());
		return (number < ROOMS.size()) ? name : name + " " + (1 + number / ROOMS.size());
	}

}
