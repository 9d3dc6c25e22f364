package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.listener.ListenerFigures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of listeners beside what else Spring does with a method: retries, ages, and
 * events that are returned.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerHabitsTests extends ListenerFixture {

	@Test
	void springsRetryableRepeatsWithinAnAttempt() {
		this.runner.withUserConfiguration(Resilient.class)
			.withBean(Retried.class)
			.withPropertyValues("chat.listener.retry.max-attempts=2")
			.run((context) -> {
				isJoined(context);
				this.server.createMessage(this.room, this.alice, "hello");
				await().atMost(WAIT).until(() -> this.failures.size() == 1);
				Retried retried = context.getBean(Retried.class);
				// Three calls by Spring, in each of two attempts of the dispatcher.
				assertThat(retried.calls()).hasSize(6);
				assertThat(this.failures.get(0).attempts()).isEqualTo(2);
				assertThat(this.failures.get(0).error()).hasMessage("retried");
			});
	}

	@Test
	void messagesOlderThanTheMaxAgeAreSkipped() {
		this.runner.withBean(Ages.class).run((context) -> {
			isJoined(context);
			Instant now = Instant.now();
			for (int hours : new int[] { 0, 1, 3 }) {
				context.publishEvent(new MessageReceived(new Message("msg_" + hours, this.room, this.alice, "Alice",
						"!late " + hours, now.minus(Duration.ofHours(hours))), true, now));
			}
			context.publishEvent(new MessageReceived(
					new Message("msg_x", this.room, this.alice, "Alice", "!late unknown", null), true, now));
			Ages ages = context.getBean(Ages.class);
			assertThat(ages.calls).containsExactly("0", "1", "unknown");
			assertThat(ages.all).hasSize(4);
		});
	}

	@Test
	void aPlainListenerThatReturnsTextIsWarnedAboutOnce(CapturedOutput output) {
		this.runner.withBean(ReturnsText.class).withBean(ReturnsEvent.class).run((context) -> {
			isJoined(context);
			this.server.createMessage(this.room, this.alice, "hello");
			ReturnsText listener = context.getBean(ReturnsText.class);
			await().atMost(WAIT).until(() -> listener.events.contains("pong"));
			assertThat(output).containsOnlyOnce("ReturnsText.on(MessageReceived) returns text that nobody will hear")
				.doesNotContain("ReturnsEvent.on(");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aPlainListenerThatTakesAMessageIsWarnedAboutOnce(CapturedOutput output) {
		this.runner.withBean(TakesMessage.class).run((context) -> {
			isJoined(context);
			assertThat(output).containsOnlyOnce("TakesMessage.on(Message) takes a Message, which is not an event")
				.doesNotContain("TakesMessage.own(")
				.doesNotContain("TakesMessage.event(");
		});
	}

	@Test
	void theConditionOfAPlainListenerIsAskedOnce() {
		this.runner.withBean("limit", Limit.class).withBean(TakesPermits.class).run((context) -> {
			isJoined(context);
			for (int i = 0; i < 4; i++) {
				this.server.createMessage(this.room, this.alice, "hello " + i);
			}
			TakesPermits listener = context.getBean(TakesPermits.class);
			await().atMost(WAIT).until(() -> listener.heard.contains("last: hello 3"));
			assertThat(listener.heard).containsExactly("hello 1", "returned: hello 1", "hello 3", "returned: hello 3",
					"last: hello 3");
			assertThat(context.getBean(ChatEventPublisher.class).listeners())
				.filteredOn((listeners) -> listeners.id().contains("permitted"))
				.extracting(ListenerFigures::calls)
				.containsExactly(2L);
			await().atMost(WAIT).untilAsserted(() -> assertThat(this.failures).hasSize(2));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { NoBot.class, NoPrototype.class, NoListener.class })
	void aBeanThatIsNullIsNotCalled(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).withBean(Bot.class).run((context) -> {
			isJoined(context);
			for (String content : new String[] { "!absent", "!absent x", "!help", "last" }) {
				this.server.createMessage(this.room, this.alice, content);
			}
			Bot bot = context.getBean(Bot.class);
			await().atMost(WAIT).until(() -> bot.heard.contains("last"));
			assertThat(this.failures).isEmpty();
			assertThat(bot.heard).containsExactly("!absent", "!absent x", "!help", "last");
			assertThat(context.getBean(ChatClient.class).messages().listAll(this.room).map(Message::content))
				.containsExactlyInAnyOrder("!absent", "!absent x", "!help", "!there – is there", "last");
		});
	}

	@Test
	void aBeanThatIsNullIsNoListener() {
		this.runner.withUserConfiguration(NoBot.class)
			.withBean(Bot.class)
			.run((context) -> assertThat(context.getBean(ChatEventPublisher.class).listeners())
				.extracting(ListenerFigures::id)
				.containsExactlyInAnyOrder("heard", "there"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class Resilient {

	}

	public static class Limit {

		private int asked;

		public synchronized boolean isEverySecond() {
			return this.asked++ % 2 == 1;
		}

	}

	static class TakesPermits {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@Order(1)
		@EventListener(condition = "@limit.everySecond")
		String permitted(MessageReceived event) {
			this.heard.add(event.message().content());
			return event.message().content();
		}

		@EventListener
		void returned(String content) {
			this.heard.add("returned: " + content);
			throw new IllegalStateException("out of order");
		}

		@Order(2)
		@EventListener(condition = "#event.message.content == 'hello 3'")
		void last(MessageReceived event) {
			this.heard.add("last: " + event.message().content());
		}

	}

	static class Retried {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		public List<String> calls() {
			return this.calls;
		}

		@Retryable(maxRetries = 2, delay = 1)
		@ChatListener
		public void on(Message message) {
			this.calls.add(message.content());
			throw new IllegalStateException("retried");
		}

	}

	static class Ages {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final List<String> all = new CopyOnWriteArrayList<>();

		@ChatListener(maxAge = "2h", condition = "#event.message().content().startsWith('!late')")
		void on(MessageReceived event) {
			this.calls.add(event.message().content().substring("!late ".length()));
		}

		@ChatCommand("!late {hours}")
		void late(String hours) {
			this.all.add(hours);
		}

	}

	static class TakesMessage {

		@EventListener
		void on(Message message) {
		}

		@ChatListener
		void own(Message message) {
		}

		@EventListener
		void event(MessageReceived event) {
		}

	}

	static class ReturnsText {

		private final List<String> events = new CopyOnWriteArrayList<>();

		@EventListener
		String on(MessageReceived event) {
			return "pong";
		}

		@EventListener
		void event(String event) {
			this.events.add(event);
		}

	}

	static class ReturnsEvent {

		@EventListener
		Object on(MessageReceived event) {
			return Instant.now();
		}

	}

	static class Bot {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@ChatListener(id = "heard")
		void on(Message message) {
			this.heard.add(message.content());
		}

		@ChatCommand(value = "!there", id = "there", description = "is there")
		String there() {
			return "there";
		}

	}

	static class AbsentBot {

		@ChatListener(id = "heard")
		void on(Message message) {
			throw new AssertionError(message);
		}

		@ChatCommand(value = "!absent {number}", description = "is absent")
		String absent(int number) {
			throw new AssertionError(number);
		}

	}

	static class Deaf {

		@ChatListener
		void on(Message message) {
			throw new AssertionError(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoBot {

		@Bean
		@Nullable AbsentBot absent() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoPrototype {

		@Bean
		@Scope("prototype")
		@Nullable Deaf absent() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoListener {

		@Bean
		@Nullable ApplicationListener<PayloadApplicationEvent<MessageReceived>> absent() {
			return null;
		}

	}

}
