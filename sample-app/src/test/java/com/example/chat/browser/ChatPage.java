package com.example.chat.browser;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person sees and does on the page.
 */
final class ChatPage {

	private final WebDriver driver;

	private final String address;

	ChatPage(WebDriver driver, int port) {
		this.driver = driver;
		this.address = "http://localhost:" + port + "/";
	}

	static ConditionFactory eventually() {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.ignoreExceptionsMatching(
					(ex) -> ex instanceof StaleElementReferenceException || ex instanceof NoSuchElementException);
	}

	ChatPage logIn(String name) {
		this.driver.get(this.address);
		element("#username").sendKeys(name);
		element("#password").sendKeys(name, Keys.ENTER);
		return awaitConnection();
	}

	/** Leaves every room, so that nothing of an earlier test is unread. */
	ChatPage leaveAllRooms() {
		assertThat(((JavascriptExecutor) this.driver).executeAsyncScript("""
				const done = arguments[0];
				import("/js/api.js").then(async ({ fetchRooms, leaveRoom }) => {
					const rooms = (await fetchRooms()).filter(({ member }) => member);
					await Promise.all(rooms.map(({ id }) => leaveRoom(id)));
				}).then(() => done(null), (problem) => done(problem.message));
				""")).isNull();
		this.driver.navigate().refresh();
		return awaitConnection();
	}

	ChatPage open(String room) {
		eventually().untilAsserted(() -> assertThat(rooms()).contains(room));
		this.driver.findElement(By.partialLinkText(room)).click();
		return waitForRoom(room);
	}

	private ChatPage awaitConnection() {
		eventually().untilAsserted(() -> assertThat(connection()).isEqualTo("Connected"));
		return this;
	}

	ChatPage waitForRoom(String room) {
		eventually().untilAsserted(() -> {
			assertThat(element("#room-heading").getText()).isEqualTo(room);
			assertThat(element("#log").getAttribute("aria-busy")).isEqualTo("false");
		});
		return this;
	}

	void createRoom(String name) {
		element("#room-name").sendKeys(name, Keys.ENTER);
		waitForRoom(name);
	}

	void type(String text) {
		element("#message").sendKeys(text);
	}

	void send(String text) {
		type(text + Keys.ENTER);
		awaitMessage(text);
	}

	void awaitMessage(String text) {
		eventually().untilAsserted(() -> assertThat(messages()).contains(text));
	}

	List<String> messages() {
		return texts(".message .content");
	}

	List<String> notes() {
		return texts(".note");
	}

	List<String> rooms() {
		return texts("#rooms .name");
	}

	List<String> days() {
		return texts(".day");
	}

	String members() {
		return element("#members summary").getText();
	}

	/** How often the page has asked for something since it was loaded. */
	long requestsOf(String path) {
		return (Long) script("""
				return performance.getEntriesByType("resource")
					.filter(({ name }) => new URL(name).pathname === arguments[0]).length;
				""", path);
	}

	String typing() {
		return element("#typing").getText();
	}

	String connection() {
		return element("#connection").getText();
	}

	WebElement element(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	boolean isInView(String selector, String container) {
		return Boolean.TRUE.equals(
				script("""
						const [inner, outer] = [...arguments].map((each) => document.querySelector(each).getBoundingClientRect());
						return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
							&& inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
						""",
						selector, container));
	}

	/** Whether the newest message is to be seen. */
	boolean isAtEnd() {
		return Boolean.TRUE.equals(script("""
				const log = document.querySelector("#log");
				const last = document.querySelector("#messages .message:last-of-type").getBoundingClientRect();
				return last.bottom <= log.getBoundingClientRect().bottom + 1;
				"""));
	}

	void scrollTo(String place) {
		script("const log = document.querySelector('#log'); log.scrollTop = " + place + ";");
	}

	String title() {
		return this.driver.getTitle();
	}

	Object script(String script, Object... arguments) {
		return ((JavascriptExecutor) this.driver).executeScript(script, arguments);
	}

	@SuppressWarnings("unchecked")
	private List<String> texts(String selector) {
		return (List<String>) script(
				"return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText);", selector);
	}

}
