package com.example.chat.browser;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.testserver.fault.FaultRule;
import io.github.tegrabox.chat.testserver.fault.Faults;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WindowType;

import org.springframework.test.annotation.DirtiesContext;

import static com.example.chat.browser.ChatPage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is easily got wrong on a page for chatting.
 */
@DirtiesContext // Its many rooms are its own.
class PageInTheBrowserTests extends TwoBrowsers {

	@Test
	void whoReadsFurtherUpIsToldOfNewMessages() throws IOException {
		say(80);
		this.alice.awaitMessage("message 79");
		this.alice.scrollTo("0");
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).contains("message 0"));
		assertThat(this.alice.element("#newest").getText()).startsWith("To the newest");
		this.bob.send("something new");
		eventually()
			.untilAsserted(() -> assertThat(this.alice.element("#newest").getText()).startsWith("1 new message "));
		assertThat(this.alice.isAtEnd()).isFalse();
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		this.alice.element("#newest").click();
		eventually().until(this.alice::isAtEnd);
		assertThat(this.alice.messages()).endsWith("something new");
		eventually().until(() -> !this.alice.element("#newest").isDisplayed());
	}

	@Test
	void oneSeesWhatOneSendsWhereverOneReads() {
		say(80);
		this.alice.awaitMessage("message 79");
		this.alice.scrollTo("0");
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).contains("message 0"));
		this.alice.send("mine");
		eventually().until(this.alice::isAtEnd);
		assertThat(this.alice.messages()).endsWith("mine");
	}

	@Test
	void earlierMessagesComeWithScrollingAndTheDocumentStaysSmall() {
		say(420);
		this.alice.awaitMessage("message 419");
		eventually().untilAsserted(() -> {
			this.alice.scrollTo("0");
			assertThat(this.alice.messages()).contains("message 0");
		});
		assertThat(this.alice.messages()).hasSizeLessThanOrEqualTo(300).doesNotContain("message 419");
		this.bob.send("one more");
		eventually().untilAsserted(() -> {
			this.alice.scrollTo("log.scrollHeight");
			assertThat(this.alice.messages()).endsWith("message 418", "message 419", "one more");
		});
		assertThat(this.alice.messages()).hasSizeLessThanOrEqualTo(300).doesNotHaveDuplicates();
	}

	@Test
	void theNewestAreOneClickAwayHoweverFarUpOneIs() {
		say(420);
		this.alice.awaitMessage("message 419");
		eventually().untilAsserted(() -> {
			this.alice.scrollTo("0");
			assertThat(this.alice.messages()).contains("message 0");
		});
		this.alice.element("#newest").click();
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).endsWith("message 418", "message 419"));
		eventually().until(this.alice::isAtEnd);
	}

	@Test
	void aDraftStaysInItsRoom() {
		this.alice.type("for later");
		this.alice.open("Lobby");
		assertThat(this.alice.element("#message").getAttribute("value")).isEmpty();
		this.alice.open(this.room);
		assertThat(this.alice.element("#message").getAttribute("value")).isEqualTo("for later");
		aliceBrowser.driver().navigate().refresh();
		this.alice.waitForRoom(this.room);
		assertThat(this.alice.element("#message").getAttribute("value")).isEqualTo("for later");
		this.alice.type(Keys.ENTER.toString());
		this.bob.awaitMessage("for later");
		assertThat(this.alice.element("#message").getAttribute("value")).isEmpty();
	}

	@Test
	void whatArrivedWithoutAnAnswerIsFoundInTheHistory() {
		this.server.faults().on("receive.send_message").times(1).dropAck();
		this.server.faults().on(Faults.EMIT + "message").drop();
		FaultRule noHistory = this.server.faults().on("messages.list").respond(503);
		this.alice.type("did it arrive?" + Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).contains("Looking"));
		noHistory.remove();
		assertThat(this.alice.element("#message").getAttribute("value")).isEmpty();
		eventually().untilAsserted(() -> {
			assertThat(this.alice.element("#outbox").getText()).isEmpty();
			assertThat(this.alice.messages()).containsExactly("did it arrive?");
		});
		this.server.faults().clear();
		bobBrowser.driver().navigate().refresh();
		this.bob.waitForRoom(this.room);
		assertThat(this.bob.messages()).containsExactly("did it arrive?");
	}

	@Test
	void whatDidNotArriveSaysSoAndIsSentOnceMore() throws IOException {
		this.server.faults().on("receive.send_message").times(1).drop();
		this.alice.type("hello?" + Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).contains("Not sent"));
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		picture(aliceBrowser, "not-sent");
		assertThat(this.bob.messages()).isEmpty();
		this.alice.element(".again").click();
		this.bob.awaitMessage("hello?");
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).isEmpty());
		assertThat(this.alice.messages()).containsExactly("hello?");
		assertThat(this.bob.messages()).containsExactly("hello?");
	}

	@Test
	void whatArrivedIsFoundHoweverMuchWasWrittenSince() {
		this.server.faults().on("receive.send_message").times(1).dropAck();
		sayWhileLooking(400);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).isEmpty());
	}

	@Test
	void whatIsTooFarBackToBeLookedForIsNotOfferedToBeSentAgain() {
		this.server.faults().on("receive.send_message").times(1).drop();
		sayWhileLooking(2100);
		eventually().untilAsserted(
				() -> assertThat(this.alice.element("#outbox").getText()).contains("Not confirmed: too much"));
		assertThat(this.alice.element(".again").isDisplayed()).isFalse();
		this.alice.element(".discard").click();
		assertThat(this.alice.element("#outbox").getText()).isEmpty();
	}

	/** Alice sends something that is not confirmed, and the history goes on meanwhile. */
	private void sayWhileLooking(int times) {
		this.server.faults().on(Faults.EMIT + "message").drop();
		FaultRule noHistory = this.server.faults().on("messages.list").respond(503);
		this.alice.type("did it arrive?" + Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).contains("Looking"));
		say(times);
		noHistory.remove();
	}

	@Test
	void whatIsRefusedSaysWhyAndCanBeDiscarded() {
		this.server.faults().on("receive.send_message").times(1).refuse("not_allowed");
		this.alice.type("forbidden" + Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#outbox").getText()).contains("Not sent"));
		this.alice.element(".discard").click();
		assertThat(this.alice.messages()).isEmpty();
	}

	@Test
	void troubleIsToldInWordsAndHidesNoMessage() {
		say(60);
		this.alice.awaitMessage("message 59");
		eventually().until(this.alice::isAtEnd);
		aliceBrowser.offline(true);
		try {
			this.alice.element("#room-name").sendKeys("Nowhere", Keys.ENTER);
			eventually().untilAsserted(() -> assertThat(this.alice.element("#notice").getText())
				.isEqualTo("The server cannot be reached."));
			eventually().until(this.alice::isAtEnd);
		}
		finally {
			aliceBrowser.offline(false);
		}
	}

	@Test
	void nameAndTimeComeAgainInALongTurn() {
		say(50);
		this.alice.awaitMessage("message 49");
		Object heads = this.alice.script("return document.querySelectorAll('.message:not(.follows) time').length;");
		assertThat((Long) heads).isGreaterThanOrEqualTo(3);
		assertThat(this.alice.element(".message:not(.follows) .author").getText()).isEqualTo("carol");
	}

	@Test
	@DirtiesContext // Times of the server never go back.
	void eachDayHasItsLine() {
		String carol = say(1);
		this.server.clockSkew(Duration.ofDays(1));
		this.server.createMessage(roomId(), carol, "next morning");
		this.alice.awaitMessage("next morning");
		eventually().untilAsserted(() -> assertThat(this.alice.days()).hasSize(2)
			.satisfies((days) -> assertThat(days.get(0)).startsWith("Today, "))
			.satisfies((days) -> assertThat(days.get(1)).doesNotStartWith("Today").contains(", ")));
	}

	@Test
	void textsRunInTheirOwnDirection() {
		this.alice.send("שלום לכולם");
		this.bob.awaitMessage("שלום לכולם");
		String direction = "return getComputedStyle(document.querySelector('.message:last-of-type .content')).direction;";
		assertThat(this.bob.script(direction)).isEqualTo("rtl");
		this.alice.send("and back");
		this.bob.awaitMessage("and back");
		assertThat(this.bob.script(direction)).isEqualTo("ltr");
	}

	@Test
	void addressesAreLinksAndNothingElseIs() {
		String text = "See https://example.org/a_(b)?c=d&e (or http://example.net), not javascript:alert(1).";
		this.alice.send(text);
		this.bob.awaitMessage(text);
		assertThat(this.bob.script("return [...document.querySelectorAll('.content a')].map((each) => each.href);"))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly("https://example.org/a_(b)?c=d&e", "http://example.net/");
		assertThat(this.bob.element(".content a").getAttribute("rel")).contains("noopener", "noreferrer");
	}

	@Test
	void oneSeesWhoIsHere() throws IOException {
		eventually().untilAsserted(() -> assertThat(this.alice.members()).isEqualTo("2 of 2 here"));
		this.alice.element("#members summary").click();
		assertThat(this.alice.element("#members ul").getText()).contains("alice", "bob", "here");
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		this.alice.focused().sendKeys(Keys.ESCAPE);
		assertThat(this.alice.element("#members ul").isDisplayed()).isFalse();
		bobBrowser.forget(origin());
		eventually().untilAsserted(() -> assertThat(this.alice.members()).isEqualTo("1 of 2 here"));
		this.bob = new ChatPage(bobBrowser.driver(), this.port).logIn("bob").open(this.room);
		eventually().untilAsserted(() -> assertThat(this.alice.members()).isEqualTo("2 of 2 here"));
		this.bob.element("#leave").click();
		eventually().untilAsserted(() -> assertThat(this.alice.members()).isEqualTo("1 of 1 here"));
	}

	@Test
	void whatIsUnreadStandsInTheTitleAndSurvivesAReload() {
		this.alice.open("Lobby");
		this.bob.send("one");
		this.bob.send("two");
		eventually().untilAsserted(() -> assertThat(this.alice.title()).startsWith("(2) Lobby"));
		assertThat(this.alice.rooms()).contains("Lobby");
		eventually().untilAsserted(() -> {
			aliceBrowser.driver().navigate().refresh();
			this.alice.waitForRoom("Lobby");
			assertThat(this.alice.title()).startsWith("(2) Lobby");
		});
		this.alice.open(this.room);
		eventually().untilAsserted(() -> assertThat(this.alice.title()).startsWith(this.room));
		eventually().untilAsserted(() -> {
			aliceBrowser.driver().navigate().refresh();
			this.alice.waitForRoom(this.room);
			assertThat(this.alice.title()).startsWith(this.room);
		});
	}

	@Test
	void newRoomsAppearWithoutBeingAskedFor() {
		long asked = this.alice.requestsOf("/api/rooms");
		this.bob.createRoom("Made by Bob " + this.room);
		eventually().untilAsserted(() -> assertThat(this.alice.rooms()).contains("Made by Bob " + this.room));
		String dave = this.server.createUser("dave", "dave " + this.room);
		String elsewhere = this.server.createRoom("Made elsewhere " + this.room, dave);
		eventually().untilAsserted(() -> {
			this.server.createMessage(elsewhere, dave, "anybody here?");
			assertThat(this.alice.rooms()).contains("Made elsewhere " + this.room);
		});
		assertThat(this.alice.requestsOf("/api/rooms")).isEqualTo(asked);
	}

	@Test
	void roomsMadeElsewhereAppearWhoeverSeesThemFirst() {
		String dave = this.server.createUser("dave", "dave " + this.room);
		this.server.createRoom("Quiet " + this.room, dave);
		bobBrowser.driver().navigate().refresh();
		eventually().untilAsserted(() -> assertThat(this.bob.rooms()).contains("Quiet " + this.room));
		eventually().untilAsserted(() -> assertThat(this.alice.rooms()).contains("Quiet " + this.room));
	}

	@Test
	void whatIsReadInOneTabIsReadInAllAndSoIsLoggingOut() {
		WebDriver.TargetLocator windows = aliceBrowser.driver().switchTo();
		String first = aliceBrowser.driver().getWindowHandle();
		this.alice.open("Lobby");
		windows.newWindow(WindowType.WINDOW);
		try {
			aliceBrowser.driver().get(origin() + "/");
			this.alice.waitForRoom("Lobby");
			this.bob.send("for both");
			eventually().untilAsserted(() -> assertThat(this.alice.title()).startsWith("(1) Lobby"));
			String second = aliceBrowser.driver().getWindowHandle();
			windows.window(first);
			eventually().untilAsserted(() -> assertThat(this.alice.title()).startsWith("(1) Lobby"));
			this.alice.open(this.room);
			windows.window(second);
			eventually().untilAsserted(() -> assertThat(this.alice.title()).startsWith("Lobby"));
			windows.window(first);
			this.alice.element(".account button").click();
			windows.window(second);
			eventually()
				.untilAsserted(() -> assertThat(aliceBrowser.driver().getCurrentUrl()).isEqualTo(origin() + "/login"));
		}
		finally {
			aliceBrowser.driver().close();
			windows.window(first);
		}
	}

	@Test
	void aChatThatIsAwayAtTheStartIsWaitedFor() {
		this.server.faults().on("*").respond(503);
		aliceBrowser.driver().navigate().refresh();
		eventually().untilAsserted(() -> assertThat(this.alice.element("#notice").getText())
			.isEqualTo("The chat cannot be reached. Trying again…"));
		assertThat(this.alice.element("#unknown").isDisplayed()).isFalse();
		assertThat(this.alice.element("#welcome").isDisplayed()).isFalse();
		this.server.faults().clear();
		this.alice.waitForRoom(this.room);
		eventually().until(() -> !this.alice.element("#notice").isDisplayed());
		eventually().untilAsserted(() -> assertThat(this.alice.connection()).isEqualTo("Connected"));
	}

	@Test
	void whatIsOvertakenIsNoTrouble() {
		say(420);
		this.alice.awaitMessage("message 419");
		eventually().untilAsserted(() -> {
			this.alice.scrollTo("0");
			assertThat(this.alice.messages()).contains("message 0");
		});
		this.alice.script("""
				window.told = [];
				const notice = document.querySelector("#notice");
				new MutationObserver(() => told.push(notice.textContent)).observe(notice, { childList: true });
				""");
		this.server.faults().on("messages.list").delay(Duration.ofMillis(500));
		this.alice.type("one" + Keys.ENTER + "two" + Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).endsWith("message 419", "one", "two"));
		eventually().until(this.alice::isAtEnd);
		assertThat((String) this.alice.script("return told.join('');")).isEmpty();
	}

	@Test
	void aLargeZoomLeavesRoomForTheMessages() throws IOException {
		say(20);
		this.alice.awaitMessage("message 19");
		aliceBrowser.zoomed();
		assertThat((Long) this.alice.script("return document.documentElement.scrollWidth - innerWidth;"))
			.isNotPositive();
		assertThat((Long) this.alice.script("return document.querySelector('#log').clientHeight;"))
			.isGreaterThanOrEqualTo(48);
		picture(aliceBrowser, "zoomed");
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rooms/room_mistyped", "rooms/%E0%A4%A", "room/none", "rooms/" })
	void aMistypedAddressSaysSo(String address) throws IOException {
		aliceBrowser.driver().get("about:blank");
		aliceBrowser.driver().get(origin() + "/#/" + address);
		eventually().untilAsserted(() -> assertThat(this.alice.element("#unknown").getText())
			.contains("There is no room at this address."));
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		this.alice.element("#unknown a").click();
		eventually().untilAsserted(() -> assertThat(this.alice.element("#welcome").isDisplayed()).isTrue());
	}

	@Test
	void aPhoneShowsNameLogOutAndEvenLongRoomNames() throws IOException {
		this.alice.createRoom(("noplacetobreakit" + this.room.replace(" ", "") + "x".repeat(80)).substring(0, 80));
		aliceBrowser.phone();
		this.alice.send("https://example.org/" + "long".repeat(40));
		assertThat(this.alice.element(".account .name").isDisplayed()).isTrue();
		for (String part : new String[] { ".account button", "#leave", ".back", "#members", "#composer" }) {
			assertThat(this.alice.isInView(part, "body")).as(part).isTrue();
		}
		assertThat((Long) this.alice.script("return document.documentElement.scrollWidth - innerWidth;"))
			.isNotPositive();
		picture(aliceBrowser, "phone-long");
		this.alice.element(".back").click();
		assertThat((Long) this.alice.script("return document.documentElement.scrollWidth - innerWidth;"))
			.isNotPositive();
	}

	@Test
	void aScreenReaderHearsWhatIsNewAndNotTheHistory() {
		say(3);
		this.alice.awaitMessage("message 2");
		aliceBrowser.driver().navigate().refresh();
		this.alice.waitForRoom(this.room);
		assertThat((String) this.alice.script("return document.querySelector('#announcer').textContent;")).isEmpty();
		this.bob.send("can you hear me?");
		eventually().untilAsserted(
				() -> assertThat((String) this.alice.script("return document.querySelector('#announcer').textContent;"))
					.isEqualTo("bob: can you hear me?"));
	}

	/** Carol, who has no browser, says something so many times. */
	private String say(int times) {
		String carol = this.server.createUser("carol", "carol " + this.room);
		String roomId = roomId();
		IntStream.range(0, times).forEach((i) -> this.server.createMessage(roomId, carol, "message " + i));
		return carol;
	}

}
