package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.spring.ChatReply;
import io.github.tegrabox.chat.testserver.fault.FaultRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of listeners of this project's own kind in an application, against a server.
 */
class ChatListenerTests extends ListenerFixture {

	private final String other = this.server.createRoom("other", this.alice);

	private final ApplicationContextRunner runner = super.runner
		.withPropertyValues("chat.socket.rooms=" + this.room + "," + this.other, "support.rooms=" + this.other + ",");

	@Test
	void theBotOfTheContractAnswers() {
		this.runner.withBean(Bot.class).run((context) -> {
			isJoined(context);
			say("!TIME", "!remind 5 drink  some tea", "ping", "!timer", "!remind soon tea", "!remind 5", "!time now",
					"!help");
			assertThat(answers(context, 7)).containsExactly("noon", "in 5: drink  some tea for Alice", "pong",
					"Usage: !remind {minutes} {*text}", "Usage: !remind {minutes} {*text}", "Usage: !time",
					"!time – what time it is");
			this.server.createMessage(this.other, this.alice, "stored");
			Bot bot = context.getBean(Bot.class);
			await().atMost(WAIT).until(() -> bot.stored.contains("stored"));
			assertThat(bot.stored).containsExactly("stored");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aBotDoesNotAnswerItselfUnlessItWantsTo() {
		this.runner.withBean(Echo.class).run((context) -> {
			isJoined(context);
			say("one", "two");
			assertThat(answers(context, 2)).containsExactly("one", "two");
			Echo echo = context.getBean(Echo.class);
			await().atMost(WAIT).until(() -> echo.own.size() == 2);
			say("three");
			assertThat(answers(context, 3)).containsExactly("one", "two", "three");
		});
	}

	@Test
	void noCommandIsAnsweredWithTheUsageOfAnother() {
		this.runner.withBean(Alike.class).run((context) -> {
			isJoined(context);
			say("!remind list", "!remind 5 tea", "!remind often");
			List<String> answers = answers(context, 3);
			assertThat(answers).containsExactly("none", "in 5: tea", "Usage: !remind {minutes} {*text}");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void withoutAnApiKeyAnswersGoOverTheSocket() {
		String token = this.server.issueToken(this.server.createUser("bot", "bot"));
		this.runner.withBean(Echo.class)
			.withPropertyValues("chat.api-key=", "chat.socket.user.external-id=", "chat.jwt-token=" + token)
			.run((context) -> {
				isJoined(context);
				say("one", "two");
				await().atMost(WAIT).until(() -> contents().size() == 4);
				assertThat(contents()).filteredOn("one"::equals).hasSize(2);
			});
	}

	@Test
	void theHelpCommandCanBeSwitchedOff() {
		this.runner.withBean(Bot.class).withPropertyValues("chat.listener.help-command=").run((context) -> {
			isJoined(context);
			say("!help", "ping");
			assertThat(answers(context, 1)).containsExactly("pong");
		});
	}

	@Test
	@Tag("load")
	void aThousandCommandsHaveAThousandAnswersThoughEverySecondCallIsCut() {
		List<FaultRule> rules = IntStream.rangeClosed(1, 500)
			.mapToObj((i) -> this.server.faults().on("messages.create").nth(i + 1).cutAfterApplying())
			.toList();
		this.runner.withBean(Bot.class).run((context) -> {
			isJoined(context);
			for (int i = 0; i < 1000; i++) {
				// Every third answer is the same as the one before.
				this.server.createMessage((i % 2 == 0) ? this.room : this.other, this.alice,
						"!number " + (i / 2 - i / 2 % 3));
			}
			List<String> expected = IntStream.range(0, 500).mapToObj((i) -> "number " + (i - i % 3)).toList();
			await().atMost(WAIT).until(() -> own(context, this.room).size() >= 500);
			await().atMost(WAIT).until(() -> own(context, this.other).size() >= 500);
			say("ping");
			await().atMost(WAIT).until(() -> own(context, this.room).contains("pong"));
			assertThat(own(context, this.room).subList(0, 500)).isEqualTo(expected);
			assertThat(own(context, this.room)).hasSize(501);
			assertThat(own(context, this.other)).isEqualTo(expected);
			assertThat(rules).extracting(FaultRule::hits).containsOnly(1);
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aReplyOfUnknownOutcomeIsSaidOnceThoughTheHistoryBeginsWithTheOldest() {
		this.server.messageOrder("oldest-first");
		for (int i = 0; i < 250; i++) {
			this.server.createMessage(this.room, this.alice, "before " + i);
		}
		FaultRule rule = this.server.faults().on("messages.create").nth(1).cutAfterApplying();
		this.runner.withBean(Bot.class).withPropertyValues("chat.wire.message-order=oldest-first").run((context) -> {
			isJoined(context);
			say("ping", "!number 7");
			await().atMost(WAIT).until(() -> own(context, this.room).contains("number 7"));
			assertThat(own(context, this.room)).filteredOn("pong"::equals).hasSize(1);
			assertThat(rule.hits()).isOne();
		});
	}

	@Test
	void aReplyOfUnknownOutcomeIsNoOlderOneThoughTheHistoryBeginsWithTheOldest() {
		this.server.messageOrder("oldest-first");
		this.server.createMessage(this.room, this.server.createUser("bot", "bot"), "pong");
		for (int i = 0; i < 250; i++) {
			this.server.createMessage(this.room, this.alice, "before " + i);
		}
		FaultRule rule = this.server.faults().on("messages.create").nth(1).cutBeforeApplying();
		this.runner.withBean(Bot.class).withPropertyValues("chat.wire.message-order=oldest-first").run((context) -> {
			isJoined(context);
			say("ping", "!number 7");
			await().atMost(WAIT).until(() -> own(context, this.room).contains("number 7"));
			assertThat(own(context, this.room)).filteredOn("pong"::equals).hasSize(2);
			assertThat(rule.hits()).isOne();
		});
	}

	@Test
	void aListenerThatFailsIsCalledAgainAndThenTold() {
		this.runner.withBean(Failing.class).withPropertyValues("chat.listener.retry.max-attempts=4").run((context) -> {
			isJoined(context);
			say("twice", "always", "fine");
			assertThat(answers(context, 2)).containsExactly("twice", "fine");
			await().atMost(WAIT).until(() -> this.failures.size() == 1);
			ChatListenerFailure failure = this.failures.get(0);
			assertThat(failure.listenerId()).isEqualTo("flaky");
			assertThat(failure.attempts()).isEqualTo(4);
			assertThat(failure.error()).hasMessage("always 4");
			assertThat(failure).asString().doesNotContain("always");
			assertThat(context.getBean(ChatSocket.class).metrics().listenerFailures()).isEqualTo(1);
		});
	}

	@Test
	void poisonedRoomsHoldNoThreadOfTheOthers() {
		this.runner.withBean(Poisoned.class)
			.withPropertyValues("chat.socket.rooms=*", "chat.socket.room-discovery-interval=100ms",
					"chat.listener.retry.initial-backoff=1h", "chat.listener.retry.max-backoff=1h",
					"chat.socket.dispatch.concurrency=2", "chat.socket.dispatch.shutdown-timeout=0s")
			.run((context) -> {
				List<String> poisoned = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					poisoned.add(this.server.createRoom("poisoned " + i, this.alice));
				}
				ChatSocket socket = context.getBean(ChatSocket.class);
				await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().containsAll(poisoned));
				poisoned.forEach((id) -> this.server.createMessage(id, this.alice, "poison"));
				Poisoned listener = context.getBean(Poisoned.class);
				await().atMost(WAIT).until(() -> listener.calls.size() == 8);
				say("fine");
				assertThat(answers(context, 1)).containsExactly("fine");
				assertThat(listener.calls.values()).allMatch((count) -> count.get() == 1);
			});
	}

	@Test
	void noListenerKeepsAnEventFromAnotherWhateverItDeclares() {
		this.runner.withUserConfiguration(Throwing.class).withBean(Bot.class).run((context) -> {
			isJoined(context);
			say("ping");
			assertThat(answers(context, 1)).containsExactly("pong");
			assertThat(this.failures)
				.filteredOn((failure) -> failure.event() instanceof MessageReceived received && !received.own())
				.extracting((failure) -> failure.error().getMessage())
				.containsExactlyInAnyOrder("object", "payload", "classes", "listener", "raw listener");
		});
	}

	@Test
	void everyKindOfBeanListens() {
		this.runner.withUserConfiguration(Kinds.class).run((context) -> {
			isJoined(context);
			say("one");
			assertThat(answers(context, 4)).containsExactlyInAnyOrder("lazy", "prototype 1", "proxied", "interface");
			say("two");
			assertThat(answers(context, 8)).contains("prototype 2");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aListenerRunsWithTheLoaderOfTheApplicationAndTheRoomInTheLog() {
		this.runner.withBean(Surroundings.class).run((context) -> {
			isJoined(context);
			say("where");
			assertThat(answers(context, 1)).containsExactly(this.room);
			Surroundings surroundings = context.getBean(Surroundings.class);
			assertThat(surroundings.loaders).containsOnly(context.getClassLoader());
			assertThat(surroundings.threads).allMatch((name) -> name.startsWith("chat-listener"));
		});
	}

	@Test
	void whatAnApplicationPublishesItselfIsAnsweredAndFailsAtItsPublisher() {
		this.runner.withBean(Bot.class).run((context) -> {
			isJoined(context);
			Message message = new Message("msg_0", this.room, this.alice, "Alice", "ping", null);
			context.publishEvent(new MessageReceived(message, false, Instant.now()));
			assertThat(answers(context, 1)).containsExactly("pong");
		});
	}

	@Test
	void aReplyThatIsRefusedKeepsNoOtherUnsaidOfWhatAnApplicationPublishes() {
		this.runner.withBean(Everywhere.class).run((context) -> {
			isJoined(context);
			Message message = new Message("msg_0", this.room, this.alice, "Alice", "ping", null);
			context.publishEvent(new MessageReceived(message, false, Instant.now()));
			assertThat(answers(context, 1)).containsExactly("pong");
			await().atMost(WAIT).until(() -> !this.failures.isEmpty());
			assertThat(this.failures).singleElement()
				.satisfies((failure) -> assertThat(failure.error()).isInstanceOf(ChatNotFoundException.class));
		});
	}

	@Test
	void aReplyIsSaidAlsoWhereTheLastWordWasTheBots() {
		this.runner.withBean(Relay.class, () -> new Relay(this.other)).run((context) -> {
			isJoined(context);
			Relay relay = context.getBean(Relay.class);
			for (String content : List.of("one", "two", "three")) {
				say(content);
				await().atMost(WAIT).until(() -> relay.heard.contains(content) || !this.failures.isEmpty());
			}
			assertThat(this.failures).isEmpty();
			assertThat(own(context, this.other)).containsExactly("one", "two", "three");
		});
	}

	@Test
	void keepsTheInterruptOfAListenerFromTheOthers() {
		this.runner.withBean(Interrupting.class).run((context) -> {
			isJoined(context);
			say("one");
			assertThat(answers(context, 1)).containsExactly("not interrupted");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void withoutASocketTheApplicationStartsAllTheSame() {
		this.runner.withBean(Bot.class)
			.withPropertyValues("chat.socket.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withBean(Bot.class)
			.withPropertyValues("chat.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void say(String... contents) {
		for (String content : contents) {
			this.server.createMessage(this.room, this.alice, content);
		}
	}

	private List<String> answers(ApplicationContext context, int count) {
		await().atMost(WAIT).until(() -> own(context, this.room).size() >= count);
		List<String> answers = own(context, this.room);
		assertThat(answers).hasSize(count);
		return answers;
	}

	private List<String> own(ApplicationContext context, String roomId) {
		ChatClient client = context.getBean(ChatClient.class);
		List<String> contents = new ArrayList<>(client.messages()
			.listAll(roomId)
			.filter((message) -> !message.userId().equals(this.alice))
			.map(Message::content)
			.toList());
		Collections.reverse(contents);
		return contents;
	}

	private List<String> contents() {
		try (ChatClient client = ChatClient.builder()
			.baseUrl(this.server.baseUrl())
			.apiKey(this.server.apiKey())
			.build()) {
			return client.messages().listAll(this.room).map(Message::content).toList();
		}
	}

	static class Bot {

		private final List<String> stored = new CopyOnWriteArrayList<>();

		@ChatCommand(value = "!time", description = "what time it is")
		String time() {
			return "noon";
		}

		@ChatCommand("!remind {minutes} {*text}")
		String remind(int minutes, String text, Message message) {
			return "in " + minutes + ": " + text + " for " + message.username();
		}

		@ChatCommand("!number {number}")
		ChatReply number(long number) {
			return ChatReply.of("number " + number);
		}

		@ChatListener(condition = "#event.message().content() == 'ping'")
		String pong(MessageReceived event) {
			return "pong";
		}

		@ChatListener(rooms = "${support.rooms}")
		void store(Message message) {
			this.stored.add(message.content());
		}

	}

	static class Alike {

		@ChatCommand("!remind list")
		String list() {
			return "none";
		}

		@ChatCommand("!remind {minutes} {*text}")
		String remind(int minutes, String text) {
			return "in " + minutes + ": " + text;
		}

	}

	static class Echo {

		private final List<String> own = new CopyOnWriteArrayList<>();

		@ChatListener
		String echo(Message message) {
			return message.content();
		}

		@ChatListener(own = true, condition = "#event.own()")
		void own(MessageReceived event) {
			this.own.add(event.message().content());
		}

	}

	static class Failing {

		private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

		@ChatListener(id = "flaky")
		Mono<String> on(Message message) {
			int call = this.calls.computeIfAbsent(message.id(), (id) -> new AtomicInteger()).incrementAndGet();
			if (message.content().equals("always") || (message.content().equals("twice") && call <= 2)) {
				throw new IllegalStateException(message.content() + " " + call);
			}
			return Mono.just(message.content());
		}

	}

	static class Poisoned {

		private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

		@ChatListener
		String on(Message message) {
			if (message.content().equals("poison")) {
				this.calls.computeIfAbsent(message.roomId(), (id) -> new AtomicInteger()).incrementAndGet();
				throw new IllegalStateException("poisoned");
			}
			return message.content();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Throwing {

		@Order(Ordered.HIGHEST_PRECEDENCE)
		@EventListener
		void object(Object event) {
			if (event instanceof MessageReceived) {
				throw new IllegalStateException("object");
			}
		}

		@Order(Ordered.HIGHEST_PRECEDENCE)
		@EventListener
		void payload(PayloadApplicationEvent<MessageReceived> event) {
			throw new IllegalStateException("payload");
		}

		@Order(Ordered.HIGHEST_PRECEDENCE)
		@EventListener(classes = { MessageReceived.class, String.class })
		void classes() {
			throw new IllegalStateException("classes");
		}

		@Bean
		ThrowingListener throwingListener() {
			return new ThrowingListener();
		}

		@Bean
		RawListener rawListener() {
			return new RawListener();
		}

	}

	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class ThrowingListener implements ApplicationListener<ChatApplicationEvent<MessageReceived>> {

		@Override
		public void onApplicationEvent(ChatApplicationEvent<MessageReceived> event) {
			throw new IllegalStateException("listener");
		}

	}

	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class RawListener implements ApplicationListener<PayloadApplicationEvent<?>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<?> event) {
			if (event.getPayload() instanceof MessageReceived) {
				throw new IllegalStateException("raw listener");
			}
		}

	}

	interface Answering {

		@ChatListener
		String answer(Message message);

	}

	static class Answerer implements Answering {

		@Override
		public String answer(Message message) {
			return "interface";
		}

	}

	static class Prototype {

		private final int number;

		Prototype(int number) {
			this.number = number;
		}

		@ChatListener
		String on(Message message) {
			return "prototype " + this.number;
		}

	}

	static class LazyListener {

		@ChatListener
		String on(Message message) {
			return "lazy";
		}

	}

	static class Proxied {

		@Async
		@ChatListener
		public CompletableFuture<String> on(Message message) {
			return CompletableFuture.completedFuture("proxied");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Kinds {

		private final AtomicInteger count = new AtomicInteger();

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Prototype prototype() {
			return new Prototype(this.count.incrementAndGet());
		}

		@Bean
		@Lazy
		LazyListener lazyListener() {
			return new LazyListener();
		}

		@Bean
		Proxied proxied() {
			return new Proxied();
		}

		@Bean
		Answering answering() {
			ProxyFactory factory = new ProxyFactory(new Answerer());
			factory.setProxyTargetClass(false);
			factory.setInterfaces(Answering.class);
			return (Answering) factory.getProxy();
		}

	}

	static class Surroundings {

		private final List<ClassLoader> loaders = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final AtomicInteger calls = new AtomicInteger();

		@ChatListener
		String on(Message message) {
			this.loaders.add(Thread.currentThread().getContextClassLoader());
			this.threads.add(Thread.currentThread().getName());
			if (this.calls.incrementAndGet() == 1) {
				throw new IllegalStateException("once");
			}
			return MDC.get("chat.room");
		}

		@ChatListener
		void joined(UserJoined event) {
		}

	}

	static class Interrupting {

		/**
		 * As one that was interrupted, or whose library was, and says so as it should.
		 */
		@Order(1)
		@EventListener
		void first(MessageReceived event) {
			Thread.currentThread().interrupt();
		}

		@Order(2)
		@ChatListener
		String then(Message message) {
			return Thread.currentThread().isInterrupted() ? "interrupted" : "not interrupted";
		}

	}

	static class Relay {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final String to;

		Relay(String to) {
			this.to = to;
		}

		@ChatListener
		ChatReply on(Message message) {
			return ChatReply.to(this.to, message.content());
		}

		@ChatListener(own = true)
		void heard(MessageReceived event) {
			if (event.own()) {
				this.heard.add(event.message().content());
			}
		}

	}

	static class Everywhere {

		@ChatListener
		List<ChatReply> on(MessageReceived event) {
			return List.of(ChatReply.to("room_of_nobody", "pong"), ChatReply.of("pong"));
		}

	}

}
