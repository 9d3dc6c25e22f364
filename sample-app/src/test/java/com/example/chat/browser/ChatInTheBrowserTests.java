package com.example.chat.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import io.github.tegrabox.chat.testserver.fault.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

import static com.example.chat.browser.ChatPage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class ChatInTheBrowserTests extends TwoBrowsers {

	@Test
	void twoPeopleChatBothWays() {
		this.alice.send("Hello Bob");
		this.bob.awaitMessage("Hello Bob");
		this.bob.send("Hello Alice");
		this.alice.awaitMessage("Hello Alice");
		assertThat(this.alice.messages()).containsExactly("Hello Bob", "Hello Alice");
		assertThat(this.bob.messages()).containsExactly("Hello Bob", "Hello Alice");
	}

	@Test
	void whoComesAndGoesIsTold() {
		eventually().untilAsserted(() -> assertThat(this.alice.notes()).containsOnlyOnce("bob joined"));
		this.bob.element("#leave").click();
		eventually().untilAsserted(() -> assertThat(this.alice.notes()).containsOnlyOnce("bob left"));
	}

	@Test
	void historyIsThereWhenARoomIsOpened() {
		this.alice.send("one");
		this.alice.send("two");
		aliceBrowser.driver().navigate().refresh();
		this.alice.waitForRoom(this.room);
		assertThat(this.alice.messages()).containsExactly("one", "two");
	}

	@Test
	void typingIsShownAndHidden() {
		this.alice.type("Well");
		eventually().untilAsserted(() -> assertThat(this.bob.typing()).isEqualTo("alice is typing…"));
		this.alice.type("" + Keys.BACK_SPACE + Keys.BACK_SPACE + Keys.BACK_SPACE + Keys.BACK_SPACE);
		eventually().untilAsserted(() -> assertThat(this.bob.typing()).isEmpty());
		this.alice.type("Well then");
		eventually().untilAsserted(() -> assertThat(this.bob.typing()).isEqualTo("alice is typing…"));
		this.alice.type(Keys.ENTER.toString());
		this.bob.awaitMessage("Well then");
		assertThat(this.bob.typing()).isEmpty();
	}

	@Test
	void theBotAnswers() {
		this.alice.send("!time");
		eventually().untilAsserted(() -> assertThat(this.bob.messages()).anyMatch((text) -> text.startsWith("It is ")));
		this.bob.send("!rooms");
		eventually().untilAsserted(() -> assertThat(this.alice.messages())
			.anyMatch((text) -> text.startsWith("Rooms: Lobby") && text.contains(this.room)));
		assertThat(this.alice.messages()).hasSize(4);
	}

	@Test
	void markupStaysText() {
		String markup = "<script>document.title='taken over'</script><img src=x onerror=\"document.title='taken over'\">";
		this.alice.send(markup);
		this.bob.awaitMessage(markup);
		bobBrowser.driver().navigate().refresh();
		this.bob.awaitMessage(markup);
		assertThat(bobBrowser.driver().getTitle()).doesNotContain("taken over");
		assertThat(aliceBrowser.driver().getTitle()).doesNotContain("taken over");
	}

	@Test
	void aRestartOfTheServerIsSurvived() {
		this.alice.send("before");
		this.bob.awaitMessage("before");
		this.server.suspend();
		eventually()
			.untilAsserted(() -> assertThat(this.alice.connection()).isEqualTo("Connection lost. Reconnecting…"));
		eventually().untilAsserted(() -> assertThat(this.bob.connection()).isEqualTo("Connection lost. Reconnecting…"));
		String roomId = roomId();
		String carol = this.server.createUser("carol", UUID.randomUUID().toString());
		this.server.createMessage(roomId, carol, "meanwhile");
		this.server.resume();
		eventually().untilAsserted(() -> assertThat(this.alice.connection()).isEqualTo("Connected"));
		eventually().untilAsserted(() -> assertThat(this.bob.connection()).isEqualTo("Connected"));
		this.bob.awaitMessage("meanwhile");
		this.alice.awaitMessage("meanwhile");
		this.bob.send("after");
		this.alice.awaitMessage("after");
		assertThat(this.alice.messages()).containsExactly("before", "meanwhile", "after");
		assertThat(this.bob.messages()).containsExactly("before", "meanwhile", "after");
	}

	@Test
	void aRevokedTokenIsReplaced() {
		this.server.disconnectSockets();
		this.server.faults().on(Faults.CONNECT).times(2).refuse("token_expired");
		this.alice.element("#message").sendKeys("still here");
		eventually().untilAsserted(() -> {
			assertThat(this.server.faults().active()).isEmpty();
			assertThat(this.alice.connection()).isEqualTo("Connected");
			assertThat(this.bob.connection()).isEqualTo("Connected");
		});
		this.alice.type(Keys.ENTER.toString());
		this.bob.awaitMessage("still here");
	}

	@Test
	void theOpenRoomIsInViewInALongList() {
		aliceBrowser.driver().manage().window().setSize(new Dimension(1100, 420));
		this.alice.createRoom("Parents");
		assertThat(this.alice.isInView("#rooms [aria-current=page]", "#rooms")).isTrue();
		this.alice.element("#rooms a").click();
		eventually().untilAsserted(() -> assertThat(this.alice.isInView("#rooms li", "#rooms")).isTrue());
	}

	@Test
	void theKeyboardIsEnough() {
		aliceBrowser.forget(origin());
		aliceBrowser.driver().get(origin() + "/");
		awaitFocus("username");
		press("alice", Keys.TAB, "alice", Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.alice.rooms()).contains(this.room));
		tabTo(this.room);
		press(Keys.ENTER);
		this.alice.waitForRoom(this.room);
		awaitFocus("message");
		eventually().untilAsserted(() -> assertThat(this.alice.connection()).isEqualTo("Connected"));
		press("by keyboard", Keys.ENTER);
		this.bob.awaitMessage("by keyboard");
		tabTo("Leave");
		press(Keys.ENTER);
		eventually().untilAsserted(() -> assertThat(this.bob.notes()).contains("alice left"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void thePageIsAccessible(String colourScheme) throws IOException {
		aliceBrowser.prefer(colourScheme);
		this.alice.send("Is everything readable?");
		this.bob.type("It is." + Keys.chord(Keys.SHIFT, Keys.ENTER) + "On two lines even." + Keys.ENTER);
		this.bob.send("!time");
		this.alice.awaitMessage("!time");
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).hasSize(4));
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		aliceBrowser.phone();
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		picture(aliceBrowser, "phone-" + colourScheme);
		this.alice.element(".back").click();
		picture(aliceBrowser, "phone-rooms-" + colourScheme);
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
		aliceBrowser.desktop();
		aliceBrowser.forget(origin());
		aliceBrowser.driver().get(origin() + "/login?error");
		picture(aliceBrowser, "login-" + colourScheme);
		assertThat(Axe.violations(aliceBrowser.driver())).isEmpty();
	}

	/** The pictures of the README are taken over with {@code -Dpicture.update=true}. */
	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void aConversationLooksLikeThis(String colourScheme) throws IOException {
		aliceBrowser.prefer(colourScheme);
		String room = colourScheme.equals("light") ? "Garden party" : "Night walk";
		this.alice.createRoom(room);
		this.bob.open(room);
		this.alice.send("Who brings the cake on Saturday?");
		this.bob.send("I can. Chocolate or lemon?");
		this.alice.send("Both, obviously.");
		this.alice.send("!time");
		eventually().untilAsserted(() -> assertThat(this.alice.messages()).hasSize(5));
		this.bob.type("And I");
		eventually().untilAsserted(() -> assertThat(this.alice.typing()).isEqualTo("bob is typing…"));
		picture(aliceBrowser, "desktop-" + colourScheme);
		aliceBrowser.phone();
		eventually().until(this.alice::isAtEnd);
		picture(aliceBrowser, "phone-conversation-" + colourScheme);
		if (Boolean.getBoolean("picture.update")) {
			boolean light = colourScheme.equals("light");
			Files.copy(PICTURES.resolve((light ? "desktop-light" : "phone-conversation-dark") + ".png"),
					Path.of("..", "docs", "images", light ? "sample.png" : "sample-phone.png"),
					StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private void tabTo(String text) {
		for (int i = 0; !this.alice.focused().getText().equals(text); i++) {
			assertThat(i).as("Tabs to " + text).isLessThan(40);
			press(Keys.TAB);
		}
	}

	private void awaitFocus(String id) {
		eventually().untilAsserted(() -> assertThat(this.alice.focused().getAttribute("id")).isEqualTo(id));
	}

	private void press(CharSequence... keys) {
		for (CharSequence key : keys) {
			this.alice.focused().sendKeys(key);
		}
	}

}
