package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.socket.Subscription;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of the socket of a client, over real connections to the test server.
 */
class ChatSocketTests {

	private static final Duration PING_INTERVAL = Duration.ofMillis(500);

	/** Long enough for a busy machine to answer in time. */
	private static final Duration PING_TIMEOUT = Duration.ofSeconds(10);

	private final ChatTestServer server = ChatTestServer.builder()
		.heartbeat(PING_INTERVAL, PING_TIMEOUT)
		.build()
		.start();

	private final Queue<ChatEvent> events = new ConcurrentLinkedQueue<>();

	private final List<Throwable> reported = new CopyOnWriteArrayList<>();

	private String user = "";

	private String room = "";

	private ChatClient client;

	private ChatSocket socket;

	@BeforeEach
	void create() {
		this.user = this.server.createUser("user", "user");
		this.room = this.server.createRoom("room", this.user);
		this.client = client(SocketSettings.defaults());
		this.socket = this.client.socket();
		this.socket.onEvent(this.events::add);
	}

	private ChatClient client(SocketSettings settings) {
		boolean usual = settings.ackTimeout().equals(SocketSettings.defaults().ackTimeout());
		// A busy machine may take longer for an answer than a server.
		Duration ackTimeout = usual ? Duration.ofMinutes(1) : settings.ackTimeout();
		SocketSettings quick = new SocketSettings(null, settings.path(), settings.transports(), ackTimeout,
				new SocketSettings.Reconnect(Duration.ofMillis(50), Duration.ofSeconds(1), 0.5), settings.dispatch(),
				settings.recovery());
		ChatTestServer of = this.server;
		return ChatClient.builder()
			.baseUrl(of.baseUrl())
			.apiKey(of.apiKey())
			.tokenProvider(() -> of.issueToken(this.user))
			.socket(quick)
			.listenerErrorHandler((event, failure) -> this.reported.add(failure))
			.build();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5));
	}

	/**
	 * Connects and waits until the room is joined: until a message comes live.
	 */
	private void join(ChatSocket socket, String... rooms) {
		List<String> heard = new CopyOnWriteArrayList<>();
		Subscription subscription = socket.onMessage((message) -> heard.add(message.roomId()));
		List.of(rooms).forEach(socket::joinRoom);
		socket.connect();
		await().until(() -> {
			List.of(rooms).forEach((room) -> this.server.createMessage(room, this.user, "probe"));
			return heard.containsAll(List.of(rooms));
		});
		subscription.close();
	}

	private List<Message> messages(String content) {
		return this.events.stream()
			.filter(MessageReceived.class::isInstance)
			.map((event) -> ((MessageReceived) event).message())
			.filter((message) -> message.content().startsWith(content))
			.toList();
	}

	@Test
	void sendsAndReceives() {
		join(this.socket, this.room);
		Message sent = this.socket.sendMessageAcked(this.room, "hello").block(Duration.ofMinutes(1));
		this.socket.sendMessage(this.room, "hello again");
		await().until(() -> messages("hello").size() == 2);
		assertThat(messages("hello").get(0)).isEqualTo(sent);
		assertThat(this.socket.rooms()).containsExactly(this.room);
	}

	@Test
	void tellsWhatItsOwnUserDid() {
		String other = this.server.createUser("Other", "other");
		assertThat(this.socket.userId()).isNull();
		join(this.socket, this.room);
		assertThat(this.socket.userId()).isEqualTo(this.user);
		this.server.createMessage(this.room, this.user, "mine");
		this.server.createMessage(this.room, other, "theirs");
		this.server.disconnectSockets();
		this.server.createMessage(this.room, this.user, "mine, missed");
		this.server.createMessage(this.room, other, "theirs, missed");
		await().until(() -> messages("theirs, missed").size() == 1);
		List<String> own = this.events.stream()
			.filter((event) -> event instanceof MessageReceived message && message.own())
			.map((event) -> ((MessageReceived) event).message().content())
			.toList();
		assertThat(own).filteredOn((text) -> !text.equals("probe")).containsExactly("mine", "mine, missed");
	}

	@Test
	void hearsEverythingOnceItIsConnected() {
		this.server.createMessage(this.room, this.user, "before");
		this.socket.joinRoom(this.room);
		// However long it takes to read where the room stands.
		this.server.delayNext(2, Duration.ofMillis(300));
		this.socket.connect();
		await().until(this.socket::isConnected);
		this.server.createMessage(this.room, this.user, "first");
		await().until(() -> messages("first").size() == 1);
		assertThat(messages("before")).isEmpty();
	}

	@Test
	void tellsOfAServerWhoseMessagesItDoesNotUnderstand() {
		SocketSettings defaults = SocketSettings.defaults();
		ChatTestServerWire wire = ChatTestServerWire.builder().event("message", "newMessage").build();
		try (ChatTestServer other = ChatTestServer.builder().wire(wire).build().start()) {
			String ada = other.createUser("ada", "ada");
			String lobby = other.createRoom("Lobby", ada);
			try (ChatClient stranger = ChatClient.builder()
				.baseUrl(other.baseUrl())
				.apiKey(other.apiKey())
				.tokenProvider(() -> other.issueToken(ada))
				.socket(new SocketSettings(null, defaults.path(), defaults.transports(), Duration.ofSeconds(1),
						defaults.reconnect(), defaults.dispatch(),
						new SocketSettings.Recovery(true, 1000, Duration.ofMillis(100))))
				.build()) {
				stranger.socket().onEvent(this.events::add);
				stranger.socket().joinRoom(lobby);
				stranger.socket().connect();
				// Only what is said once the room is joined can be missed.
				await().pollInterval(Duration.ofMillis(100)).until(() -> {
					other.createMessage(lobby, ada, "Anybody?");
					return this.events.stream()
						.anyMatch((event) -> event instanceof SocketError error
								&& error.code().equals("messages_unheard") && error.message().contains("newMessage")
								&& error.message().contains("chat-doctor"));
				});
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void noticesTheEndOfALinkAndRecoversWhatItMissed(SocketEnding ending) {
		join(this.socket, this.room);
		AtomicReference<String> reason = new AtomicReference<>();
		this.socket.onDisconnect((event) -> reason.compareAndSet(null, event.reason()));
		this.server.endSockets(ending);
		for (int i = 0; i < 120; i++) {
			this.server.createMessage(this.room, this.user, "missed " + i);
		}
		await().until(() -> reason.get() != null);
		// Only a link that says nothing more has to wait for its heartbeat.
		assertThat(reason.get().equals("ping timeout")).as(reason.get()).isEqualTo(ending == SocketEnding.HALF_OPEN);
		await().until(() -> messages("missed").size() >= 120);
		assertThat(messages("missed")).extracting(Message::content)
			.containsExactlyElementsOf(IntStream.range(0, 120).mapToObj((i) -> "missed " + i).toList());
		assertThat(this.socket.metrics().recovered()).isPositive();
		assertThat(this.socket.metrics().reconnects()).isEqualTo(1);
		assertThat(this.events).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void recoversWhatWasMissedEvenIfNothingEverCameLive() {
		this.server.createMessage(this.room, this.user, "long ago");
		this.socket.joinRoom(this.room);
		this.socket.connect();
		await().until(() -> joins() == 1);
		this.server.faults().on(Faults.HANDSHAKE).times(1).respond(503);
		this.server.disconnectSockets();
		this.server.createMessage(this.room, this.user, "missed");
		await().until(() -> messages("missed").size() == 1);
		assertThat(messages("long ago")).isEmpty();
	}

	private long joins() {
		return this.server.recorder()
			.events()
			.all()
			.stream()
			.filter((event) -> event.name().equals("join_room"))
			.count();
	}

	@Test
	void tellsOfMoreMissedMessagesThanItMayFetch() {
		SocketSettings defaults = SocketSettings.defaults();
		ChatClient bounded = client(
				new SocketSettings(null, defaults.path(), defaults.transports(), defaults.ackTimeout(),
						defaults.reconnect(), defaults.dispatch(), new SocketSettings.Recovery(true, 10)));
		try (bounded) {
			ChatSocket other = bounded.socket();
			other.onEvent(this.events::add);
			join(other, this.room);
			this.events.clear();
			// No connection comes before all have been written, however long that takes.
			this.server.faults().on(Faults.HANDSHAKE).respond(503);
			this.server.cutSockets();
			await().until(() -> !other.isConnected());
			IntStream.range(0, 50).forEach((i) -> this.server.createMessage(this.room, this.user, "missed"));
			this.server.faults().clear();
			await().until(() -> this.events.stream().anyMatch(MessageGap.class::isInstance));
			this.server.createMessage(this.room, this.user, "after");
			await().until(() -> messages("after").size() == 1);
			assertThat(messages("missed")).isEmpty();
		}
	}

	@Test
	void aRoomWhoseHistoryIsNotToBeHadForADayHoldsUpNoOther() {
		String other = this.server.createRoom("other", this.user);
		join(this.socket, this.room, other);
		this.server.faults().on("messages.list").times(1).rateLimit(Duration.ofDays(1));
		this.server.cutSockets();
		this.server.createMessage(this.room, this.user, "missed");
		this.server.createMessage(other, this.user, "missed");
		await().until(() -> messages("missed").size() == 1);
		String prompt = messages("missed").get(0).roomId();
		this.server.createMessage(prompt, this.user, "live");
		await().until(() -> messages("live").size() == 1);
		assertThat(messages("missed")).hasSize(1);
	}

	@Test
	void stopsWhenAFixedTokenIsRefused() {
		ChatClient fixed = ChatClient.builder().baseUrl(this.server.baseUrl()).jwtToken("a.b.c").build();
		try (fixed) {
			fixed.socket().onEvent(this.events::add);
			fixed.socket().connect();
			await().until(() -> fixed.socket().state() == ConnectionState.FAILED);
			await().until(() -> this.events.stream()
				.anyMatch((event) -> event instanceof SocketError error && error.code().equals("token_invalid")));
		}
	}

	@Test
	void comesBackWithTheOnlyTokenThereIsWhenTheServerTakesItAgain() {
		String only = this.server.issueToken(this.user);
		SocketSettings defaults = SocketSettings.defaults();
		try (ChatClient other = ChatClient.builder()
			.baseUrl(this.server.baseUrl())
			.tokenProvider(() -> only)
			.socket(new SocketSettings(null, defaults.path(), defaults.transports(), defaults.ackTimeout(),
					new SocketSettings.Reconnect(Duration.ofMillis(50), Duration.ofSeconds(1), 0.5),
					defaults.dispatch(), defaults.recovery()))
			.build()) {
			this.server.faults().on(Faults.CONNECT).times(1).refuse("token_invalid");
			other.socket().connect();
			await().until(other.socket()::isConnected);
		}
	}

	@Test
	void noInterruptOfOneWhoSendsEndsTheConnection() {
		join(this.socket, this.room);
		Thread.currentThread().interrupt();
		for (int i = 0; i < 100; i++) {
			this.socket.sendMessage(this.room, "interrupted");
		}
		assertThat(Thread.interrupted()).isTrue();
		await().until(() -> messages("interrupted").size() == 100);
		assertThat(this.events).noneMatch(SocketDisconnected.class::isInstance);
	}

	@Test
	void tellsOfARefusedJoin() {
		this.socket.joinRoom("room_unknown");
		this.socket.connect();
		await().until(() -> this.events.stream()
			.anyMatch((event) -> event instanceof SocketError error && "room_unknown".equals(error.roomId())));
	}

	@Test
	void anIdThatIsTooLongHarmsNoOtherRoom() {
		String endless = "room_" + "x".repeat(2_000_000);
		this.socket.joinRoom(endless);
		join(this.socket, this.room);
		await().untilAsserted(() -> assertThat(this.events).filteredOn(SocketError.class::isInstance)
			.map((event) -> ((SocketError) event).code())
			.containsExactly("payload_too_large"));
		this.server.createMessage(this.room, this.user, "heard");
		await().until(() -> messages("heard").size() == 1);
		assertThat(this.events).noneMatch(SocketDisconnected.class::isInstance);
	}

	@Test
	void refusesToSendWhileNotConnected() {
		assertThatExceptionOfType(ChatWebSocketException.class)
			.isThrownBy(() -> this.socket.sendMessage(this.room, "lost"))
			.satisfies((ex) -> assertThat(ex.isOutcomeUnknown()).isFalse());
		StepVerifier.create(this.socket.sendMessageAcked(this.room, "lost"))
			.expectErrorSatisfies((ex) -> assertThat(((ChatWebSocketException) ex).isOutcomeUnknown()).isFalse())
			.verify(Duration.ofMinutes(2));
	}

	@Test
	void callsKeepTheirOrder() {
		this.socket.connect();
		this.socket.joinRoom(this.room);
		for (int i = 0; i < 20; i++) {
			this.socket.sendMessage(this.room, "in order " + i);
		}
		Message last = this.socket.sendMessageAcked(this.room, "in order 20").block(Duration.ofMinutes(1));
		assertThat(last).isNotNull();
		await().until(() -> messages("in order").size() == 21);
		assertThat(messages("in order")).extracting(Message::content)
			.containsExactlyElementsOf(IntStream.range(0, 21).mapToObj((i) -> "in order " + i).toList());
	}

	@Test
	void aSendThatWaitsInVainFails() {
		this.server.faults().on(Faults.HANDSHAKE).respond(503);
		SocketSettings defaults = SocketSettings.defaults();
		ChatClient impatient = client(new SocketSettings(null, defaults.path(), defaults.transports(),
				Duration.ofMillis(500), defaults.reconnect(), defaults.dispatch(), defaults.recovery()));
		try (impatient) {
			impatient.socket().onEvent(this.events::add);
			impatient.socket().connect();
			impatient.socket().sendMessage(this.room, "lost");
			StepVerifier.create(impatient.socket().sendMessageAcked(this.room, "lost"))
				.expectErrorSatisfies((ex) -> assertThat(((ChatWebSocketException) ex).isOutcomeUnknown()).isFalse())
				.verify(Duration.ofMinutes(2));
			await().until(() -> this.events.stream()
				.anyMatch((event) -> event instanceof SocketError error && error.code().equals("not_sent")));
			Mono<Message> waiting = impatient.socket().sendMessageAcked(this.room, "lost");
			StepVerifier.create(waiting)
				.then(impatient.socket()::disconnect)
				.expectError(ChatWebSocketException.class)
				.verify(Duration.ofMinutes(2));
		}
	}

	@Test
	void recoversWhatWasWrittenBetweenDisconnectAndConnect() {
		join(this.socket, this.room);
		this.socket.disconnect();
		await().until(() -> this.server.connectedSockets() == 0);
		IntStream.range(0, 5).forEach((i) -> this.server.createMessage(this.room, this.user, "missed " + i));
		this.socket.connect();
		await().until(() -> messages("missed").size() == 5);
		assertThat(this.events).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void hearsAllRoomsOfAServerThatLimitsJoins() {
		List<String> rooms = IntStream.range(0, 60)
			.mapToObj((i) -> this.server.createRoom("room " + i, this.user))
			.toList();
		this.server.faults().on("receive.join_room").from(21).times(40).refuse("rate_limited");
		rooms.forEach(this.socket::joinRoom);
		this.socket.connect();
		await().until(() -> this.socket.joinedRooms().size() == 60);
		rooms.forEach((room) -> this.server.createMessage(room, this.user, "heard"));
		await().until(() -> messages("heard").size() == 60);
		assertThat(this.socket.refusedRooms()).isEmpty();
	}

	@Test
	void joinsARoomThatWasRefusedForAPassingReason() {
		this.server.faults().on("receive.join_room").times(1).refuse("internal");
		this.socket.joinRoom(this.room);
		this.socket.connect();
		await().until(() -> this.socket.joinedRooms().contains(this.room));
		assertThat(this.events).anyMatch((event) -> event instanceof SocketError error
				&& error.code().equals("internal") && this.room.equals(error.roomId()));
	}

	@Test
	void joinsARoomThatWasRefusedForGoodWhenItIsAskedToAgain() {
		this.server.faults().on("receive.join_room").times(2).refuse("forbidden");
		this.socket.joinRoom(this.room);
		this.socket.connect();
		await().until(() -> refusals() == 1);
		this.socket.joinRoom(this.room);
		await().until(() -> refusals() == 2);
		this.socket.joinRoom(this.room);
		await().until(() -> this.socket.joinedRooms().contains(this.room));
		assertThat(this.socket.refusedRooms()).isEmpty();
		this.server.createMessage(this.room, this.user, "heard");
		await().until(() -> this.events.stream()
			.anyMatch((event) -> event instanceof MessageReceived received
					&& received.message().content().equals("heard")));
	}

	private long refusals() {
		return this.events.stream()
			.filter((event) -> event instanceof SocketError error && error.code().equals("forbidden"))
			.count();
	}

	@Test
	void tellsWhichRoomsTheServerDidNotLetJoin() {
		this.socket.joinRoom("room_unknown");
		this.socket.joinRoom(this.room);
		this.socket.connect();
		await().until(() -> this.socket.joinedRooms().contains(this.room)
				&& this.socket.refusedRooms().containsKey("room_unknown"));
		assertThat(this.socket.rooms()).containsExactlyInAnyOrder("room_unknown", this.room);
		assertThat(this.socket.joinedRooms()).containsExactly(this.room);
	}

	@Test
	void tellsWhichRoomsWaitForTheirHistory() {
		join(this.socket, this.room);
		assertThat(this.socket.waitingRooms()).isEmpty();
		this.server.faults().on("messages.list").rateLimit(Duration.ofSeconds(5));
		this.server.cutSockets();
		await().until(() -> this.socket.waitingRooms().containsKey(this.room));
		this.server.faults().clear();
		await().until(() -> this.socket.waitingRooms().isEmpty());
	}

	@Test
	void readsTheHistoryWhileTheConnectionIsAway() {
		SocketSettings defaults = SocketSettings.defaults();
		ChatClient polling = client(new SocketSettings(null, defaults.path(), defaults.transports(),
				defaults.ackTimeout(), defaults.reconnect(), defaults.dispatch(),
				new SocketSettings.Recovery(true, 10_000, Duration.ofMillis(500))));
		try (polling) {
			ChatSocket other = polling.socket();
			other.onEvent(this.events::add);
			join(other, this.room);
			this.server.faults().on(Faults.HANDSHAKE).respond(503);
			this.server.cutSockets();
			IntStream.range(0, 150).forEach((i) -> this.server.createMessage(this.room, this.user, "away " + i));
			await().until(() -> messages("away").size() == 150);
			assertThat(other.isConnected()).isFalse();
			this.server.faults().clear();
			await().until(other::isConnected);
			this.server.createMessage(this.room, this.user, "away 150");
			await().until(() -> messages("away").size() == 151);
			assertThat(messages("away")).extracting(Message::content)
				.containsExactlyElementsOf(IntStream.range(0, 151).mapToObj((i) -> "away " + i).toList());
		}
	}

	@Test
	void saysWhyItDoesNotConnect() {
		this.server.faults().on(Faults.HANDSHAKE).respond(502);
		this.socket.connect();
		await().until(() -> this.events.stream()
			.anyMatch((event) -> event instanceof SocketError error && error.code().equals("connect_failed")
					&& error.message().contains("502")));
	}

	@Test
	void refusesToSendNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.socket.sendMessage(this.room, " "))
			.withMessage("content must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> this.socket.sendMessageAcked(this.room, ""))
			.withMessage("content must not be blank");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void saysThatARoomIsMissing(String room) {
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> this.socket.joinRoom(room),
				() -> this.socket.leaveRoom(room), () -> this.socket.sendMessage(room, "Hello!"),
				() -> this.socket.sendMessageAcked(room, "Hello!"), () -> this.socket.startTyping(room),
				() -> this.socket.stopTyping(room))) {
			assertThatIllegalArgumentException().isThrownBy(call).withMessage("roomId must not be blank");
		}
	}

	@Test
	void saysWhenTheOutcomeOfASendIsUnknown() {
		join(this.socket, this.room);
		this.server.faults().on("receive.send_message").times(1).end(SocketEnding.RESET);
		StepVerifier.create(this.socket.sendMessageAcked(this.room, "perhaps"))
			.expectErrorSatisfies((ex) -> assertThat(((ChatWebSocketException) ex).isOutcomeUnknown()).isTrue())
			.verify(Duration.ofMinutes(2));
	}

	@Test
	void letsNobodyBlockWhereAcknowledgementsComplete() {
		join(this.socket, this.room);
		StepVerifier
			.create(this.socket.sendMessageAcked(this.room, "one")
				.map((message) -> this.socket.sendMessageAcked(this.room, "two").block()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("not supported in thread chat-ack"))
			.verify(Duration.ofMinutes(2));
	}

	@Test
	void tellsOfARefusedSend() {
		join(this.socket, this.room);
		this.server.faults().on("receive.send_message").times(1).refuse("muted");
		StepVerifier.create(this.socket.sendMessageAcked(this.room, "no")).expectErrorSatisfies((ex) -> {
			assertThat(((ChatWebSocketException) ex).code()).isEqualTo("muted");
			assertThat(((ChatWebSocketException) ex).isOutcomeUnknown()).isFalse();
		}).verify(Duration.ofMinutes(2));
	}

	@Test
	void needsNoThreadForAnAcknowledgementThatIsAwaited() {
		join(this.socket, this.room);
		this.server.faults().on("receive.send_message").drop();
		AtomicInteger failed = new AtomicInteger();
		for (int i = 0; i < 10_000; i++) {
			this.socket.sendMessageAcked(this.room, "awaited").subscribe((message) -> {
			}, (failure) -> failed.incrementAndGet());
		}
		assertThat(chatThreads()).hasSizeLessThan(50);
		this.server.disconnectSockets();
		await().until(() -> failed.get() == 10_000);
	}

	private static Set<Thread> chatThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("chat-timer") || thread.getName().startsWith("chat-ack")
					|| thread.getName().startsWith("Timer"))
			.collect(Collectors.toSet());
	}

	@Test
	void aBlockedListenerHoldsUpNoOtherRoomAndNoPong() throws Exception {
		String busy = this.server.createRoom("busy", this.user);
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		join(this.socket, this.room, busy);
		this.socket.onMessage((message) -> {
			if (message.content().equals("block")) {
				blocked.countDown();
				awaitUninterruptibly(release);
			}
		});
		this.server.createMessage(busy, this.user, "block");
		assertThat(blocked.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.socket.metrics().busySince()).isNotNull();
		long end = System.nanoTime() + PING_INTERVAL.plus(PING_TIMEOUT).plusSeconds(1).toNanos();
		for (int i = 1; System.nanoTime() < end; i++) {
			int expected = i;
			this.server.createMessage(busy, this.user, "queued");
			this.server.createMessage(this.room, this.user, "prompt");
			await().until(() -> messages("prompt").size() == expected);
		}
		assertThat(messages("queued")).isEmpty();
		release.countDown();
		assertThat(this.events).noneMatch(SocketDisconnected.class::isInstance);
		assertThat(this.socket.metrics().reconnects()).isZero();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void fetchesFromTheHistoryWhatASlowListenerHadNoRoomFor() {
		SocketSettings defaults = SocketSettings.defaults();
		ChatClient bounded = client(new SocketSettings(null, defaults.path(), defaults.transports(),
				defaults.ackTimeout(), defaults.reconnect(), new SocketSettings.Dispatch(1, 10, Duration.ofSeconds(1)),
				defaults.recovery()));
		CountDownLatch release = new CountDownLatch(1);
		try (bounded) {
			ChatSocket other = bounded.socket();
			join(other, this.room);
			other.onEvent((event) -> {
				awaitUninterruptibly(release);
				this.events.add(event);
			});
			IntStream.range(0, 300).forEach((i) -> this.server.createMessage(this.room, this.user, "many " + i));
			release.countDown();
			await().until(() -> messages("many").size() >= 300);
			assertThat(messages("many")).extracting(Message::content)
				.containsExactlyElementsOf(IntStream.range(0, 300).mapToObj((i) -> "many " + i).toList());
			assertThat(other.metrics().dropped(ChatEventType.MESSAGE)).isZero();
		}
	}

	@Test
	void aListenerThatThrowsHarmsNoOther() {
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		this.socket.observe((event, duration, failure) -> {
			if (failure != null) {
				failures.add(failure);
			}
		});
		this.socket.onMessage((message) -> {
			throw new AssertionError("by the test");
		});
		List<String> heard = new CopyOnWriteArrayList<>();
		this.socket.onMessage((message) -> heard.add(message.content()));
		join(this.socket, this.room);
		IntStream.range(0, 20).forEach((i) -> this.server.createMessage(this.room, this.user, "still " + i));
		await().until(() -> heard.contains("still 19"));
		await().until(() -> failures.size() == heard.size());
		assertThat(this.socket.metrics().listenerFailures()).isEqualTo(heard.size());
		assertThat(this.reported).hasSameSizeAs(heard).allMatch(AssertionError.class::isInstance);
	}

	@Test
	void listenersMayUseTheSocket() {
		SocketSettings defaults = SocketSettings.defaults();
		ChatClient single = client(new SocketSettings(null, defaults.path(), defaults.transports(),
				defaults.ackTimeout(), defaults.reconnect(), new SocketSettings.Dispatch(1, 10, Duration.ofSeconds(30)),
				defaults.recovery()));
		List<Message> answers = new CopyOnWriteArrayList<>();
		CountDownLatch closed = new CountDownLatch(1);
		ChatSocket other = single.socket();
		join(other, this.room);
		other.onMessage((message) -> {
			if (message.content().equals("ask")) {
				other.joinRoom(this.server.createRoom("another", this.user));
				answers.add(other.sendMessageAcked(this.room, "answer").block(Duration.ofMinutes(1)));
				single.close();
				closed.countDown();
			}
		});
		this.server.createMessage(this.room, this.user, "ask");
		await().until(() -> closed.getCount() == 0);
		assertThat(answers).singleElement().extracting(Message::content).isEqualTo("answer");
	}

	@Test
	void aSubscriberThatBlocksHoldsUpNoOtherSend() {
		join(this.socket, this.room);
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<Message> nested = new AtomicReference<>();
		this.socket.sendMessageAcked(this.room, "blocks").subscribe((message) -> awaitUninterruptibly(release));
		this.socket.sendMessageAcked(this.room, "waits").subscribe((message) -> {
			CompletableFuture<Message> inner = this.socket.sendMessageAcked(this.room, "inner").toFuture();
			nested.set(inner.join());
		});
		Message second = this.socket.sendMessageAcked(this.room, "second").block(Duration.ofMinutes(2));
		assertThat(second).isNotNull().extracting(Message::content).isEqualTo("second");
		await().until(() -> nested.get() != null);
		assertThat(release.getCount()).isOne();
		release.countDown();
	}

	@Test
	void aSubscriberThatBlocksOverAFailureHoldsUpNoReconnect() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch failed = new CountDownLatch(2);
		SocketSettings defaults = SocketSettings.defaults();
		try (ChatClient impatient = client(new SocketSettings(null, defaults.path(), defaults.transports(),
				Duration.ofMillis(200), defaults.reconnect(), defaults.dispatch(), defaults.recovery()))) {
			ChatSocket other = impatient.socket();
			this.server.suspend();
			other.connect();
			for (int i = 0; i < 2; i++) {
				other.sendMessageAcked(this.room, "waits in vain").subscribe((message) -> {
				}, (failure) -> {
					failed.countDown();
					awaitUninterruptibly(release);
				});
			}
			awaitUninterruptibly(failed);
			this.server.resume();
			await().until(other::isConnected);
			assertThat(release.getCount()).isOne();
			release.countDown();
		}
	}

	@Test
	void aStreamSlowsItsRoomsDownAndLosesNothing() {
		join(this.socket, this.room);
		Flux<String> contents = this.socket.events()
			.ofType(MessageReceived.class)
			.map((event) -> event.message().content())
			.filter((content) -> content.startsWith("flow"));
		StepVerifier.create(contents, 0).thenRequest(1).then(() -> {
			IntStream.range(0, 2500).forEach((i) -> this.server.createMessage(this.room, this.user, "flow " + i));
		})
			.expectNext("flow 0")
			.thenRequest(Long.MAX_VALUE)
			.expectNextSequence(IntStream.range(1, 2500).mapToObj((i) -> "flow " + i).toList())
			.thenCancel()
			.verify(Duration.ofMinutes(2));
	}

	@Test
	void leavesNoThreadBehindAndCallsNobodyAfterClose() {
		join(this.socket, this.room);
		this.client.close();
		this.client.close();
		assertThatIllegalStateException().isThrownBy(this.socket::connect);
		assertThat(this.socket.state()).isEqualTo(ConnectionState.DISCONNECTED);
		int heard = this.events.size();
		this.server.createMessage(this.room, this.user, "unheard");
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("chat-listener")
					|| thread.getName().startsWith("chat-timer") || thread.getName().startsWith("chat-ack")));
		assertThat(this.events).hasSize(heard);
	}

	@Test
	void deliversWhatIsQueuedBeforeItCloses() {
		CountDownLatch release = new CountDownLatch(1);
		join(this.socket, this.room);
		List<String> heard = new CopyOnWriteArrayList<>();
		this.socket.onMessage((message) -> {
			awaitUninterruptibly(release);
			heard.add(message.content());
		});
		IntStream.range(0, 50).forEach((i) -> this.server.createMessage(this.room, this.user, "queued " + i));
		await().until(() -> this.socket.metrics().queued() >= 50);
		Thread closing = new Thread(this.client::close);
		closing.start();
		await().until(() -> this.socket.state() == ConnectionState.DISCONNECTED);
		release.countDown();
		await().until(() -> !closing.isAlive());
		assertThat(heard).contains("queued 0", "queued 49");
	}

	@Test
	void survivesConnectingAndDisconnectingByManyThreads() {
		Flux.range(0, 400)
			.parallel(8)
			.runOn(Schedulers.boundedElastic())
			.flatMap((i) -> Mono.fromRunnable((i % 2 == 0) ? this.socket::connect : this.socket::disconnect))
			.sequential()
			.blockLast(Duration.ofMinutes(2));
		join(this.socket, this.room);
		assertThat(this.socket.isConnected()).isTrue();
		await().until(() -> this.server.connectedSockets() == 1);
	}

	@Test
	void needsAToken() {
		ChatClient keyOnly = ChatClient.builder().baseUrl(this.server.baseUrl()).apiKey(this.server.apiKey()).build();
		try (keyOnly) {
			assertThatIllegalStateException().isThrownBy(keyOnly.socket()::connect)
				.withMessageContaining("tokenProvider");
		}
	}

	@Test
	void takesEachRoomOnceAndForgetsTheOnesLeft() {
		List<String> heard = new ArrayList<>();
		join(this.socket, this.room);
		this.socket.leaveRoom(this.room);
		this.socket.onMessage((message) -> heard.add(message.content()));
		assertThat(this.socket.rooms()).isEmpty();
		String other = this.server.createRoom("other", this.user);
		join(this.socket, other);
		this.server.createMessage(this.room, this.user, "not for us");
		Message last = this.socket.sendMessageAcked(other, "last").block(Duration.ofMinutes(1));
		await().until(() -> heard.contains(last.content()));
		assertThat(heard).doesNotContain("not for us");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void givesTheRoomsThatItHasToAGroup(boolean connected) {
		this.socket.leaveRoom("other");
		this.socket.joinRoom("left");
		this.socket.leaveRoom("left");
		this.socket.leaveRoom(this.room);
		this.socket.joinRoom(this.room);
		RecordingRooms group = new RecordingRooms();
		if (connected) {
			join(this.socket, this.room);
		}
		((SharedSocket) this.socket).share(group);
		assertThat(this.socket.rooms()).isEmpty();
		await().until(() -> this.socket.joinedRooms().isEmpty());
		assertThat(group.changes).containsExactly("leave other", "leave left", "join " + this.room);
		group.changes.clear();
		this.socket.joinRoom("other");
		this.socket.leaveRoom("left");
		assertThat(group.changes).containsExactly("join other", "leave left");
		assertThat(this.socket.rooms()).isEmpty();
	}

	private static final class RecordingRooms implements SharedRooms {

		private final List<String> changes = new ArrayList<>();

		@Override
		public Mono<RoomPosition> load(String roomId) {
			return Mono.empty();
		}

		@Override
		public Mono<RoomPosition> begin(String roomId, RoomPosition first) {
			return Mono.just(first);
		}

		@Override
		public void join(String roomId) {
			this.changes.add("join " + roomId);
		}

		@Override
		public void leave(String roomId) {
			this.changes.add("leave " + roomId);
		}

	}

}
