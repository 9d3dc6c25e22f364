package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.wire.WireSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Run over real connections while faults drawn from a seed hit them, the handshakes, the
 * tokens and the history: two writers, three rooms, one listener. What went in must come
 * out, once and in order.
 * <p>
 * Over each kind of link. The long run: {@code mvn test -pl chat-sdk-core
 * -Dtest=FaultRunTests -Dchat.faults=1000}, with {@code -Dchat.faults.seed=n} for another
 * one.
 */
@Tag("load")
class FaultRunTests {

	private static final Duration INITIAL_DELAY = Duration.ofMillis(20);

	private static final Duration TOKEN_TTL = Duration.ofSeconds(5);

	private static final int FAULTS = Integer.getInteger("chat.faults", 150);

	private final Random random = new Random(Integer.getInteger("chat.faults.seed", 20_261));

	private final ChatTestServer server = ChatTestServer.builder()
		.heartbeat(Duration.ofMillis(400), Duration.ofMillis(300))
		.build()
		.start();

	private final ChatClient client = ChatClient.builder()
		.baseUrl(this.server.baseUrl())
		.apiKey(this.server.apiKey())
		.build();

	private final ScheduledExecutorService actors = Executors.newScheduledThreadPool(3);

	private final ClientThreads threads = new ClientThreads();

	private final AtomicInteger mints = new AtomicInteger();

	private final AtomicInteger written = new AtomicInteger();

	private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);

	private final Map<String, List<String>> received = new ConcurrentHashMap<>();

	private final List<MessageGap> gaps = new CopyOnWriteArrayList<>();

	private final CountDownLatch over = new CountDownLatch(1);

	private final List<String> rooms = new ArrayList<>();

	private String user = "";

	private RecordingTransport transport;

	private SocketResources resources;

	private CloseableChatSocket socket;

	private void connect(Over link) {
		EventReader events = new EventReader(WireSettings.Events.defaults());
		this.transport = new RecordingTransport(new Transports(events, Clock.systemUTC(), HttpClient.newBuilder(), null,
				(link == Over.NETTY) ? Connector.REACTOR : Connector.JDK));
		this.resources = new SocketResources(this.threads, () -> this.transport, null, 4);
		this.user = this.server.createUser("listener", "listener");
		this.server.tokenTtl(TOKEN_TTL);
		for (int i = 0; i < 3; i++) {
			String room = this.server.createRoom("room " + i, this.user);
			this.rooms.add(room);
			this.received.put(room, new CopyOnWriteArrayList<>());
		}
		SocketSettings defaults = SocketSettings.defaults();
		this.socket = CloseableChatSocket.create(new EngineSettings(URI.create(this.server.baseUrl()),
				new SocketSettings(null, defaults.path(), link.transports, Duration.ofSeconds(2),
						new SocketSettings.Reconnect(INITIAL_DELAY, Duration.ofMillis(200), 0.5),
						new SocketSettings.Dispatch(4, 200, Duration.ofSeconds(5)), defaults.recovery()),
				WireSettings.defaults(), TokenSource.provided(() -> {
					this.mints.incrementAndGet();
					return this.client.users().generateToken(this.user, Duration.ofHours(1)).token();
				}, this.threads::providers, this.threads::delay), this.client.reactive().messages()::list),
				this.resources, null, null);
		this.socket.onMessage((message) -> this.received.get(message.roomId()).add(message.id()));
		this.socket.onEvent((event) -> {
			if (event instanceof MessageGap gap) {
				this.gaps.add(gap);
			}
		});
		this.rooms.forEach(this.socket::joinRoom);
		this.socket.connect();
	}

	@AfterEach
	void close() {
		this.actors.shutdownNow();
		this.socket.close();
		this.resources.close();
		this.threads.close();
		this.client.close();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(Over.class)
	void everyMessageComesOnceAndInOrderWhateverHappens(Over link) throws Exception {
		connect(link);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::hasHeardAllRooms);
		long begin = System.nanoTime();
		this.actors.scheduleWithFixedDelay(this::writeDirectly, 0, 3, TimeUnit.MILLISECONDS);
		this.actors.scheduleWithFixedDelay(this::writeOverRest, 0, 7, TimeUnit.MILLISECONDS);
		this.actors.schedule(() -> disturb(FAULTS), 100, TimeUnit.MILLISECONDS);
		assertThat(this.over.await(20 + FAULTS / 4, TimeUnit.SECONDS)).isTrue();
		this.actors.shutdown();
		assertThat(this.actors.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		this.server.faults().clear();
		this.server.holdPings(false);
		Map<String, List<String>> expected = new ConcurrentHashMap<>();
		this.rooms.forEach((room) -> expected.put(room, history(room)));
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.untilAsserted(() -> this.rooms
				.forEach((room) -> assertThat(this.received.get(room)).as("room %s: %s", room, describe(expected))
					.containsExactlyElementsOf(since(expected.get(room), this.received.get(room).get(0)))));
		long elapsed = System.nanoTime() - begin;
		assertThat(this.gaps).isEmpty();
		assertThat(this.happened.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(FAULTS);
		assertAttemptsWithinEnvelope();
		assertMintsWithinWindows(elapsed);
	}

	/** What helps to tell a room that stands still from a socket that does. */
	private String describe(Map<String, List<String>> expected) {
		String heard = this.rooms.stream()
			.map((room) -> this.received.get(room).size() + " of " + expected.get(room).size())
			.collect(Collectors.joining(", "));
		return "heard " + heard + "; " + this.socket.state() + ", " + this.socket.metrics().reconnects()
				+ " reconnects, " + this.socket.metrics().queued() + " queued, gaps " + this.gaps + ", after "
				+ this.happened;
	}

	private boolean hasHeardAllRooms() {
		this.rooms.forEach((room) -> this.server.createMessage(room, this.user, "first"));
		return this.received.values().stream().noneMatch(List::isEmpty);
	}

	private void writeDirectly() {
		String room = this.rooms.get(this.written.incrementAndGet() % this.rooms.size());
		this.server.createMessage(room, this.user, "direct");
	}

	private void writeOverRest() {
		String room = this.rooms.get(this.written.incrementAndGet() % this.rooms.size());
		this.client.messages().create(room, CreateMessageInput.of("rest", this.user));
	}

	private List<String> history(String room) {
		List<String> ids = new ArrayList<>(this.client.messages().listAll(room).map(Message::id).toList());
		Collections.reverse(ids);
		return ids;
	}

	private static List<String> since(List<String> ids, String first) {
		return ids.subList(ids.indexOf(first), ids.size());
	}

	private void disturb(int left) {
		if (left == 0) {
			this.over.countDown();
			return;
		}
		Fault fault = Fault.values()[this.random.nextInt(Fault.values().length)];
		this.happened.merge(fault, 1, Integer::sum);
		happen(fault);
		this.actors.schedule(() -> disturb(left - 1), this.random.nextInt(100), TimeUnit.MILLISECONDS);
	}

	private void happen(Fault fault) {
		Faults faults = this.server.faults();
		int times = 1 + this.random.nextInt(3);
		switch (fault) {
			case SERVER_DISCONNECT -> this.server.disconnectSockets();
			case CLEAN_CLOSE -> this.server.endSockets(SocketEnding.CLOSE);
			case RESET -> this.server.cutSockets();
			case HALF_OPEN -> this.server.endSockets(SocketEnding.HALF_OPEN);
			case STALLED_PINGS -> this.server.holdPings(true);
			case RESET_WHILE_SENDING -> faults.on("emit.message").times(1).end(SocketEnding.RESET);
			case REFUSED_HANDSHAKE -> {
				faults.on(Faults.HANDSHAKE).times(times).respond(503);
				this.server.cutSockets();
			}
			case CUT_HANDSHAKE -> {
				faults.on(Faults.HANDSHAKE).times(times).cutBeforeApplying();
				this.server.endSockets(SocketEnding.CLOSE);
			}
			case EXPIRED_TOKEN -> {
				faults.on(Faults.CONNECT).times(1).refuse("token_expired");
				this.server.cutSockets();
			}
			case REVOKED_TOKEN -> {
				this.client.users().revokeToken(this.user);
			}
			case HISTORY_503 -> {
				faults.on("messages.list").times(times).respond(503);
				this.server.cutSockets();
			}
			case HISTORY_429 -> {
				faults.on("messages.list").times(1).rateLimit(Duration.ofSeconds(1));
				this.server.cutSockets();
			}
			case HISTORY_CUT -> {
				faults.on("messages.list").times(times).cutWithinAnswer();
				this.server.disconnectSockets();
			}
			case LOST_JOIN_ACK -> {
				faults.on("receive.join_room").times(1).dropAck();
				this.server.cutSockets();
			}
			case DUPLICATED -> faults.on("emit.message").times(10 * times).duplicate();
			case MALFORMED -> faults.on("emit.message").times(1).malformedFrame();
		}
	}

	/**
	 * No attempt comes earlier after the one before it than the shortest pause, except
	 * the one that shows a new token.
	 */
	private void assertAttemptsWithinEnvelope() {
		List<RecordingTransport.Attempt> attempts = this.transport.attempts;
		long shortest = INITIAL_DELAY.dividedBy(2).toNanos();
		for (int i = 1; i < attempts.size(); i++) {
			RecordingTransport.Attempt before = attempts.get(i - 1);
			if (before.endedAt != 0 && !before.refused) {
				assertThat(attempts.get(i).openedAt - before.endedAt).isGreaterThanOrEqualTo(shortest);
			}
		}
	}

	private void assertMintsWithinWindows(long elapsedNanos) {
		long refused = this.transport.attempts.stream().filter((attempt) -> attempt.refused).count();
		// A token is replaced when four fifths of its life are over.
		long windows = 2 + elapsedNanos / TOKEN_TTL.multipliedBy(4).dividedBy(5).toNanos();
		assertThat((long) this.mints.get()).isLessThanOrEqualTo(windows + refused);
	}

	/**
	 * What carries the connection.
	 */
	private enum Over {

		JDK("websocket", "polling"), NETTY("websocket", "polling"), POLLING("polling");

		private final List<String> transports;

		Over(String... transports) {
			this.transports = List.of(transports);
		}

	}

	private enum Fault {

		SERVER_DISCONNECT, CLEAN_CLOSE, RESET, HALF_OPEN, STALLED_PINGS, RESET_WHILE_SENDING, REFUSED_HANDSHAKE,
		CUT_HANDSHAKE, EXPIRED_TOKEN, REVOKED_TOKEN, HISTORY_503, HISTORY_429, HISTORY_CUT, LOST_JOIN_ACK, DUPLICATED,
		MALFORMED

	}

}
