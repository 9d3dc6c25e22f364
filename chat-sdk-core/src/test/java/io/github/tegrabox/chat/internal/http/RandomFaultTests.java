package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.ThreadCensus;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls against a server that fails at random. The long run:
 * {@code mvn test -pl chat-sdk-core -Dtest=RandomFaultTests -Dchat.faults.calls=100000};
 * another seed with {@code -Dchat.faults.seed=…}.
 */
@Tag("load")
class RandomFaultTests {

	private static final int CALLS = Integer.getInteger("chat.faults.calls", 1500);

	private static final long SEED = Long.getLong("chat.faults.seed", 20261123L);

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final Map<String, AtomicInteger> outcomes = new ConcurrentSkipListMap<>();

	private final Set<String> written = ConcurrentHashMap.newKeySet();

	@ParameterizedTest
	@EnumSource
	void endsEveryCallAppliesNoWriteTwiceAndLeavesNothing(Connector connector) {
		ThreadCensus census = new ThreadCensus();
		try (LogWatch log = new LogWatch()) {
			try (ChatTestServer server = ChatTestServer.start()) {
				try (Connector.Open open = connector.open()) {
					run(server, connector, open);
				}
				await().atMost(WAIT).until(() -> server.openConnections() == 0);
			}
			await().atMost(WAIT).untilAsserted(() -> assertThat(census.newcomers()).isEmpty());
			assertThat(log.errorsAndLeaks()).isEmpty();
		}
	}

	private void run(ChatTestServer server, Connector connector, Connector.Open open) {
		String user = server.createUser("ada", "ada");
		String room = server.createRoom("General", user);
		try (ChatClient client = ChatClient.builder()
			.apiKey(server.apiKey())
			.baseUrl(server.baseUrl())
			.responseTimeout(Duration.ofSeconds(20))
			.retry(new RetrySettings(true, 3, Duration.ofMillis(2), Duration.ofMillis(20)))
			.apply(open.settings())
			.build()) {
			client.projectId();
			disturb(server);
			Random random = new Random(SEED);
			Long ended = Flux.range(0, CALLS)
				.map((number) -> call(client, random.nextInt(5), number, user, room))
				.flatMap(this::outcome, 32)
				.count()
				.block(Duration.ofMinutes(30));
			server.faults().clear();
			Map<String, Integer> counts = new TreeMap<>();
			this.outcomes.forEach((name, count) -> counts.put(name, count.get()));
			System.out.println("Seed " + SEED + ", " + connector + ", " + CALLS + " calls: " + counts);
			assertThat(ended).isEqualTo(CALLS);
			// A write that is applied twice would end in a conflict.
			assertThat(counts).containsKey("value");
			assertThat(counts.keySet()).isSubsetOf("value", "ChatServerException", "ChatNetworkException",
					"ChatRateLimitException");
			List<String> messages = client.messages().listAll(room).map(Message::content).toList();
			List<String> users = client.users().listAll().map(ChatUser::externalUserId).toList();
			assertThat(messages).doesNotHaveDuplicates();
			assertThat(users).doesNotHaveDuplicates();
			assertThat(this.written).isSubsetOf(concat(messages, users));
		}
	}

	private static void disturb(ChatTestServer server) {
		server.faults().on("*").probability(0.03, SEED + 1).respond(503);
		server.faults().on("*").probability(0.03, SEED + 2).respond(500);
		server.faults().on("*").probability(0.03, SEED + 3).respond(429);
		server.faults().on("*").probability(0.03, SEED + 4).cutBeforeApplying();
		server.faults().on("*").probability(0.03, SEED + 5).cutWithinAnswer();
		server.faults().on("*").probability(0.03, SEED + 6).cutAfterApplying();
		server.faults().on("*").probability(0.03, SEED + 7).slowBody(64, Duration.ofMillis(2));
	}

	/**
	 * Every other call is a blocking one.
	 */
	private Mono<?> call(ChatClient client, int kind, int number, String user, String room) {
		if (number % 2 == 0) {
			return reactive(client.reactive(), kind, number, user, room);
		}
		return Mono.fromCallable(() -> blocking(client, kind, number, user, room))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<?> reactive(ReactiveChatClient client, int kind, int number, String user, String room) {
		return switch (kind) {
			case 0 -> client.users().get(user);
			case 1 -> client.rooms().list();
			case 2 -> client.messages().list(room);
			case 3 -> client.users().create(user(number)).doOnNext(this::written);
			default -> client.messages().create(room, message(number, user)).doOnNext(this::written);
		};
	}

	private Object blocking(ChatClient client, int kind, int number, String user, String room) {
		return switch (kind) {
			case 0 -> client.users().get(user);
			case 1 -> client.rooms().list();
			case 2 -> client.messages().list(room);
			case 3 -> written(client.users().create(user(number)));
			default -> written(client.messages().create(room, message(number, user)));
		};
	}

	private static CreateUserInput user(int number) {
		return CreateUserInput.of("u", "ext-" + number);
	}

	private static CreateMessageInput message(int number, String user) {
		return CreateMessageInput.of("msg-" + number, user);
	}

	private ChatUser written(ChatUser user) {
		this.written.add(user.externalUserId());
		return user;
	}

	private Message written(Message message) {
		this.written.add(message.content());
		return message;
	}

	private Mono<String> outcome(Mono<?> call) {
		return call.map((value) -> "value")
			.onErrorResume(ChatException.class, (failure) -> Mono.just(failure.getClass().getSimpleName()))
			.doOnNext((name) -> this.outcomes.computeIfAbsent(name, (key) -> new AtomicInteger()).incrementAndGet());
	}

	private static Set<String> concat(List<String> one, List<String> other) {
		Set<String> all = ConcurrentHashMap.newKeySet();
		all.addAll(one);
		all.addAll(other);
		return all;
	}

}
