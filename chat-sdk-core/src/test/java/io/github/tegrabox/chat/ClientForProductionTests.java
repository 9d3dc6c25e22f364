package io.github.tegrabox.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests of what a client shares, and of what may change while it lives.
 */
class ClientForProductionTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private static final int MOST_THREADS = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());

	private final ChatTestServer server = ChatTestServer.start();

	private ChatClientBuilder<ChatClient> builder() {
		return ChatClient.builder().apiKey(this.server.apiKey()).baseUrl(this.server.baseUrl());
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void takesAnotherKeyWithoutARestart() {
		AtomicReference<String> key = new AtomicReference<>(this.server.apiKey());
		try (ChatTestServer other = ChatTestServer.builder().apiKey("another-key-1234").build().start();
				ChatClient client = ChatClient.builder().apiKey(key::get).baseUrl(other.baseUrl()).build()) {
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(client::projectId);
			key.set("  another-key-1234\n");
			assertThat(client.projectId()).isEqualTo(other.projectId());
			assertThat(client.users().list().items()).isEmpty();
			key.set(" ");
			assertThatExceptionOfType(ChatException.class).isThrownBy(client::projectId)
				.withMessage("The supplier of the API key has none");
		}
	}

	@Test
	void subscribersThatBlockHoldUpNeitherCallsNorTheSocket() throws Exception {
		int many = 4 * Math.max(4, Runtime.getRuntime().availableProcessors());
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(many);
		String user = this.server.createUser("ada", "ext-ada");
		String room = this.server.createRoom("General", user);
		try (ChatClient client = builder().tokenProvider(() -> this.server.issueToken(user))
			.socket(withConnector(SocketSettings.Connector.JDK))
			.build()) {
			for (int i = 0; i < many; i++) {
				client.reactive().users().list().subscribe((page) -> {
					blocked.countDown();
					awaitQuietly(release);
				});
			}
			assertThat(blocked.await(2, TimeUnit.MINUTES)).isTrue();
			List<String> heard = new CopyOnWriteArrayList<>();
			client.socket().onMessage((message) -> heard.add(message.content()));
			client.socket().joinRoom(room);
			client.socket().connect();
			await().atMost(Duration.ofMinutes(1)).until(client.socket()::isConnected);
			assertThat(client.socket().sendMessageAcked(room, "heard").block(Duration.ofMinutes(1))).isNotNull();
			await().atMost(Duration.ofMinutes(1)).until(() -> heard.contains("heard"));
			assertThat(client.users().list().items()).hasSize(1);
			release.countDown();
		}
	}

	private static SocketSettings withConnector(SocketSettings.Connector connector) {
		SocketSettings defaults = SocketSettings.defaults();
		return new SocketSettings(null, defaults.path(), defaults.transports(), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), defaults.recovery(), defaults.maxEventSize(), connector);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(5, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void repeatsACallWhoseKeyWasChangedMeanwhile() {
		List<String> keys = new CopyOnWriteArrayList<>(List.of("old-key-1234", this.server.apiKey()));
		try (ChatClient client = ChatClient.builder()
			.apiKey(() -> (keys.size() > 1) ? keys.remove(0) : keys.get(0))
			.baseUrl(this.server.baseUrl())
			.build()) {
			assertThat(client.users().list().items()).isEmpty();
		}
	}

	@Test
	void looksTheProjectUpOnceForAllThatAreDerived() {
		try (ChatClient client = builder().build()) {
			Set<Thread> others = clientThreads();
			List<ChatClient> derived = new ArrayList<>();
			for (int i = 1; i <= 20; i++) {
				derived.add(client.mutate().responseTimeout(Duration.ofSeconds(i)).build());
			}
			derived.forEach((each) -> assertThat(each.users().list().items()).isEmpty());
			assertThat(lookUps()).isEqualTo(1);
			Set<Thread> own = clientThreads();
			own.removeAll(others);
			assertThat(own).hasSizeLessThanOrEqualTo(MOST_THREADS);
			derived.forEach(ChatClient::close);
			assertThat(client.users().list().items()).isEmpty();
		}
	}

	@Test
	void looksTheProjectUpAnewForAnotherKeyAndAnotherAddress() {
		try (ChatClient client = builder().build();
				ChatClient elsewhere = client.mutate()
					.baseUrl(this.server.baseUrl().replace("127.0.0.1", "localhost"))
					.build()) {
			client.projectId();
			elsewhere.projectId();
			assertThat(lookUps()).isEqualTo(2);
			try (ChatClient other = client.mutate().apiKey("wrong-key-1234").build()) {
				assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(other::projectId);
			}
		}
	}

	private long lookUps() {
		return this.server.recorder()
			.requests()
			.all()
			.stream()
			.filter((request) -> request.path().endsWith("/current"))
			.count();
	}

	private static Set<Thread> clientThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("chat-io"))
			.collect(Collectors.toSet());
	}

	@ParameterizedTest
	@EnumSource
	void callsNoFilterOnAThreadThatReadsSockets(SocketSettings.Connector connector) {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		WebClient.Builder filtered = WebClient.builder()
			.clientConnector(new JdkClientHttpConnector())
			.filter((request, next) -> {
				if (request.url().getPath().endsWith("/messages")) {
					threads.add(Thread.currentThread().getName());
				}
				return next.exchange(request);
			});
		String user = this.server.createUser("ada", "ext-ada");
		List<String> rooms = Stream.of("one", "two", "three")
			.map((name) -> this.server.createRoom(name, user))
			.toList();
		try (ChatClient client = builder().tokenProvider(() -> this.server.issueToken(user))
			.webClientBuilder(filtered)
			.socket(withConnector(connector))
			.build()) {
			Set<String> heard = ConcurrentHashMap.newKeySet();
			client.socket().onMessage((message) -> heard.add(message.id()));
			client.socket().connect();
			for (String room : rooms) {
				client.socket().joinRoom(room);
				Message sent = client.socket().sendMessageAcked(room, "hello").block(WAIT);
				await().atMost(WAIT).until(() -> heard.contains(sent.id()));
			}
			assertThat(threads).isNotEmpty()
				.noneMatch((name) -> name.startsWith("chat-netty") || name.endsWith("-SelectorManager"))
				.doesNotContain(Thread.currentThread().getName());
		}
	}

	@ParameterizedTest
	@EnumSource
	void anExecutorOfListenersThatWaitsHoldsUpNoOtherSocket(SocketSettings.Connector connector) {
		CountDownLatch release = new CountDownLatch(1);
		String ada = this.server.createUser("ada", "ext-ada");
		String room = this.server.createRoom("General", ada);
		String other = this.server.createUser("bob", "ext-bob");
		try (ChatClient client = builder().tokenProvider(() -> this.server.issueToken(ada))
			// As one with a policy that has the caller run what it cannot take.
			.listenerExecutor(Runnable::run)
			.socket(withConnector(connector))
			.build()) {
			List<ChatClient> others = IntStream.range(0, 8).mapToObj((i) -> client.asUser(other)).toList();
			others.forEach((each) -> join(each, room));
			join(client, room);
			client.socket().onMessage((message) -> {
				if (message.content().equals("wait")) {
					awaitQuietly(release);
				}
			});
			for (String content : List.of("one", "two", "wait")) {
				assertThat(client.socket().sendMessageAcked(room, content).block(WAIT)).isNotNull();
			}
			await().atMost(WAIT).until(() -> client.socket().metrics().busySince() != null);
			others.forEach((each) -> assertThat(each.socket().sendMessageAcked(room, "hello").block(WAIT)).isNotNull());
			release.countDown();
			others.forEach(ChatClient::close);
		}
		finally {
			release.countDown();
		}
	}

	private static void join(ChatClient client, String room) {
		client.socket().joinRoom(room);
		client.socket().connect();
		await().atMost(WAIT).until(() -> client.socket().joinedRooms().contains(room));
	}

	@Test
	void takesOptionsForSomeCalls() {
		try (ChatClient client = builder().build()) {
			client.projectId();
			ChatClient view = client.withOptions((options) -> options.maxAttempts(1).header("X-Trace", "t-1"));
			this.server.faults().on("users.list").times(1).respond(503);
			assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> view.users().list());
			assertThat(client.users().list().items()).isEmpty();
			assertThat(view.socket()).isSameAs(client.socket());
			assertThat(this.server.recorder().requests().all().stream().map((request) -> request.headers()).toList())
				.anySatisfy((headers) -> assertThat(headers.toString().toLowerCase(java.util.Locale.ROOT))
					.contains("x-trace"));
			view.close();
			assertThat(client.users().list().items()).isEmpty();
			assertThat(lookUps()).isEqualTo(1);
		}
	}

	@Test
	void givesSomeCallsMoreTimeOrLess() {
		try (ChatClient client = builder().responseTimeout(Duration.ofMillis(300)).build()) {
			client.withOptions((options) -> options.responseTimeout(WAIT)).projectId();
			this.server.faults().on("users.list").delay(Duration.ofSeconds(1));
			ChatClient patient = client.withOptions((options) -> options.responseTimeout(WAIT));
			assertThat(patient.users().list().items()).isEmpty();
			assertThat(patient.reactive().users().list().block(WAIT)).isNotNull();
			assertThatExceptionOfType(ChatNetworkException.class)
				.isThrownBy(() -> patient
					.withOptions((options) -> options.responseTimeout(Duration.ofMillis(200)).maxAttempts(1))
					.users()
					.list())
				.withMessageContaining("PT0.2S");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "X-API-Key", "host", "a b", "", "Content-Length" })
	void takesNoHeaderThatIsItsOwn(String name) {
		try (ChatClient client = builder().build()) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.withOptions((options) -> options.header(name, "canary")))
				.withMessageNotContaining("canary");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.withOptions((options) -> options.header("X-Trace", "a\r\nb")));
		}
	}

	@Test
	void actsAsAUser() {
		String ada = this.server.createUser("ada", "ext-1");
		String room = this.server.createRoom("General", ada);
		this.server.tokenTtl(Duration.ofSeconds(2));
		try (ChatClient client = builder().build()) {
			ChatClient user = client.asUser(ada);
			assertThat(user.auth().verify().user().userId()).isEqualTo(ada);
			List<Message> messages = new CopyOnWriteArrayList<>();
			user.socket().onMessage(messages::add);
			user.socket().joinRoom(room);
			user.socket().connect();
			await().atMost(WAIT).until(user.socket()::isConnected);
			Message sent = user.socket().sendMessageAcked(room, "as myself").block(WAIT);
			assertThat(sent).isNotNull();
			assertThat(sent.userId()).isEqualTo(ada);
			Message posted = user.messages().create(room, CreateMessageInput.of("over REST", ada));
			await().atMost(WAIT).untilAsserted(() -> assertThat(messages).contains(sent, posted));
			assertThat(lookUps()).isEqualTo(1);
			assertThat(client.withOptions((options) -> options.maxAttempts(1)).asUser(ada).auth().verify().valid())
				.isTrue();
			user.close();
			await().atMost(WAIT).until(() -> this.server.connectedSockets() == 0);
			assertThat(client.users().get(ada).username()).isEqualTo("ada");
		}
	}

	@Test
	void actsAsAUserWithAnApiKeyOnly() {
		String ada = this.server.createUser("ada", "ext-1");
		try (ChatClient client = builder().apiKey((String) null).jwtToken(this.server.issueToken(ada)).build()) {
			assertThatIllegalStateException().isThrownBy(() -> client.asUser(ada)).withMessageContaining("API key");
		}
	}

	@Test
	void knowsWhoItIsByAFixedTokenBeforeItConnects() {
		String ada = this.server.createUser("ada", "ext-1");
		try (ChatClient client = builder().jwtToken(this.server.issueToken(ada)).build()) {
			assertThat(client.socket().userId()).isEqualTo(ada);
		}
	}

	@Test
	void keepsItsPace() {
		try (ChatClient client = builder().maxRequestsPerSecond(50.0).build()) {
			client.projectId();
			long start = System.nanoTime();
			Flux.fromStream(IntStream.range(0, 20).boxed())
				.flatMap((i) -> client.reactive().users().list(), 20)
				.blockLast(WAIT);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(19 * 20));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> builder().maxRequestsPerSecond(0.0));
	}

	@Test
	void takesBackTheTurnsOfCallsThatAreCancelled() {
		try (ChatClient client = builder().maxRequestsPerSecond(1.0).build()) {
			client.projectId();
			Flux.range(0, 1000).flatMap((i) -> client.reactive().users().list(), 1000).subscribe().dispose();
			assertThat(client.reactive().users().list().block(WAIT)).isNotNull();
			assertThat(this.server.recorder().count("users.list")).isLessThan(100);
		}
	}

	@Test
	void losesNoCallWhenTheKeyRotates() {
		AtomicReference<String> current = new AtomicReference<>(this.server.apiKey());
		try (ChatClient client = ChatClient.builder().apiKey(current::get).baseUrl(this.server.baseUrl()).build()) {
			for (int i = 1; i <= 3; i++) {
				String old = current.get();
				this.server.acceptApiKey("key-number-" + i);
				current.set("key-number-" + i);
				AtomicInteger done = new AtomicInteger();
				Flux.range(0, 200).flatMap((n) -> client.reactive().users().list(), 16).doOnNext((page) -> {
					if (done.incrementAndGet() == 1) {
						this.server.revokeApiKey(old);
					}
				}).blockLast(WAIT);
				assertThat(done).hasValue(200);
			}
		}
	}

}
