package io.github.tegrabox.chat.internal.socketio;

import java.net.CookieHandler;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.ThreadCensus;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import io.socket.thread.EventThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@link SocketIoTransport} holds beyond the contract: that the weak parts of the
 * library below it do not show.
 */
class SocketIoTransportTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	private static final String SLOW = "localhost";

	private final Semaphore lookUps = new Semaphore(0);

	private final Peer peer = Peer.start();

	private final ThreadCensus census = new ThreadCensus();

	private final SocketTransport transport = new Transports(new EventReader(WireSettings.defaults().events()),
			Clock.systemUTC(), HttpClient.newBuilder().cookieHandler(new SlowLookUps()), null, Connector.JDK);

	private final SocketTransport netty = new Transports(new EventReader(WireSettings.defaults().events()),
			Clock.systemUTC(), HttpClient.newBuilder(), null, Connector.REACTOR);

	@AfterEach
	void stop() {
		this.lookUps.release(1000);
		this.netty.close();
		this.transport.close();
		this.peer.close();
	}

	@Test
	void doesNotWaitForAnotherSocketThatBlocksTheThreadOfTheLibrary() throws InterruptedException {
		RecordingListener listener = new RecordingListener();
		SocketConnection connection = open("websocket", listener);
		await().atMost(SOON).until(listener::isConnected);
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		EventThread.exec(() -> {
			blocked.countDown();
			awaitQuietly(release);
		});
		try {
			assertThat(blocked.await(1, TimeUnit.MINUTES)).isTrue();
			List<Acknowledgement> acks = new CopyOnWriteArrayList<>();
			this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
			connection.emit("send_message", Map.of("content", "hello"), acks::add);
			await().atMost(SOON).until(() -> this.peer.received().size() == 1);
			this.peer.received().get(0).ack().send(Map.of("ok", true));
			await().atMost(SOON).until(() -> acks.size() == 1);
			assertThat(listener.signals(MessageReceived.class)).hasSize(1);
			this.peer.session((session) -> session.close());
			await().atMost(SOON).until(listener::isClosed);
		}
		finally {
			release.countDown();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "websocket", "polling" })
	void connectsWhileOtherHandshakesWaitForANameServer(String transports) {
		openSlowly(10, transports);
		RecordingListener listener = new RecordingListener();
		open(transports, listener);
		await().atMost(SOON).until(listener::isConnected);
		exchange(listener);
	}

	@ParameterizedTest
	@ValueSource(strings = { "websocket", "polling,websocket" })
	void readsWhileAnyNumberOfHandshakesWaitForANameServer(String transports) {
		RecordingListener listener = new RecordingListener();
		open(transports, listener);
		await().atMost(SOON).until(listener::isConnected);
		openSlowly(100, "websocket");
		exchange(listener);
	}

	private void openSlowly(int count, String transports) {
		for (int i = 0; i < count; i++) {
			this.transport.open(request("http://" + SLOW + ":" + this.peer.uri().getPort(), transports),
					new RecordingListener());
		}
		await().atMost(SOON).until(() -> this.lookUps.getQueueLength() >= Math.min(count, ClientThreads.OPENERS));
	}

	private void exchange(RecordingListener listener) {
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> listener.signals(MessageReceived.class).size() == 1);
	}

	/**
	 * Stands for a name server that does not answer: asked for cookies at the same place,
	 * on the same thread.
	 */
	private final class SlowLookUps extends CookieHandler {

		@Override
		public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
			if (uri.getHost().equals(SLOW)) {
				SocketIoTransportTests.this.lookUps.acquireUninterruptibly();
			}
			return Map.of();
		}

		@Override
		public void put(URI uri, Map<String, List<String>> headers) {
			// Nothing is kept.
		}

	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling", "polling,websocket" })
	void leavesNoThreadBehind(String transports) {
		List<RecordingListener> listeners = IntStream.range(0, 10).mapToObj((i) -> new RecordingListener()).toList();
		listeners.forEach((listener) -> open(transports, listener));
		await().atMost(SOON).until(() -> listeners.stream().allMatch(RecordingListener::isConnected));
		assertThat(this.census.newcomers()).isNotEmpty();
		this.transport.close();
		this.netty.close();
		await().atMost(SOON).untilAsserted(() -> assertThat(this.census.newcomers()).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket" })
	void needsFewThreadsForManyConnections(String transports) {
		int count = 100;
		List<RecordingListener> listeners = IntStream.range(0, count).mapToObj((i) -> new RecordingListener()).toList();
		listeners.forEach((listener) -> open(transports, listener));
		await().atMost(SOON).until(() -> listeners.stream().allMatch(RecordingListener::isConnected));
		// The server under test shares the process, and was there before.
		assertThat(this.census.newcomers()).hasSizeLessThanOrEqualTo(40);
		assertThat(this.peer.sockets()).hasSize(count);
		this.transport.close();
		this.netty.close();
		await().atMost(SOON).untilAsserted(() -> assertThat(this.census.newcomers()).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling" })
	void givesItsThreadsTheClassLoaderOfWhoeverCreatedIt(String transports) {
		ClassLoader own = new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
		List<ClassLoader> seen = new CopyOnWriteArrayList<>();
		SocketTransport created = create(transports, own);
		RecordingListener listener = new RecordingListener()
			.reacting((signal) -> seen.add(Thread.currentThread().getContextClassLoader()));
		created.open(request(this.peer.uri().toString(), transports.replace("netty", "websocket")), listener);
		await().atMost(SOON).until(listener::isConnected);
		created.close();
		assertThat(seen).isNotEmpty();
		if (!transports.equals("polling")) {
			// The library's thread is one for all of a process.
			assertThat(seen).containsOnly(own);
		}
	}

	@Test
	void givesItsClassLoaderToTheThreadOfTheJdkThatReads() {
		ClassLoader own = new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
		Set<ClassLoader> seen = ConcurrentHashMap.newKeySet();
		SocketTransport created = create("websocket", own);
		RecordingListener listener = new RecordingListener().reacting((signal) -> {
			if (Thread.currentThread().getName().endsWith("-SelectorManager")) {
				seen.add(Thread.currentThread().getContextClassLoader());
			}
		});
		created.open(request(this.peer.uri().toString(), "websocket"), listener);
		await().atMost(SOON).until(listener::isConnected);
		await().atMost(SOON).until(() -> {
			this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
			return !seen.isEmpty();
		});
		created.close();
		assertThat(seen).containsOnly(own);
	}

	private static SocketTransport create(String transports, ClassLoader loader) {
		Thread here = Thread.currentThread();
		ClassLoader before = here.getContextClassLoader();
		EventReader events = new EventReader(WireSettings.defaults().events());
		here.setContextClassLoader(loader);
		try {
			return new Transports(events, Clock.systemUTC(), HttpClient.newBuilder(), null,
					transports.equals("netty") ? Connector.REACTOR : Connector.JDK);
		}
		finally {
			here.setContextClassLoader(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "websocket", "polling", "polling,websocket" })
	void tellsTheTokenToNoLog(String transports) {
		Capture capture = new Capture();
		Logger root = Logger.getLogger("io.socket");
		Level before = root.getLevel();
		root.addHandler(capture);
		root.setLevel(Level.ALL);
		try {
			RecordingListener listener = new RecordingListener();
			SocketConnection connection = open(transports, listener);
			await().atMost(SOON).until(listener::isConnected);
			connection.emit("send_message", Map.of("content", "hello"));
			await().atMost(SOON).until(() -> this.peer.received().size() == 1);
			connection.close();
			await().atMost(SOON).until(this.peer::isDeserted);
		}
		finally {
			root.removeHandler(capture);
			root.setLevel(before);
		}
		assertThat(capture.lines.isEmpty()).as("the library has no part in it")
			.isEqualTo(transports.equals("websocket"));
		assertThat(capture.lines).noneMatch((line) -> line.contains(Peer.TOKEN));
	}

	private SocketConnection open(String transports, ConnectionListener listener) {
		ConnectRequest request = request(this.peer.uri().toString(), transports.replace("netty", "websocket"));
		assertThat(request.toString()).doesNotContain(Peer.TOKEN);
		return (transports.equals("netty") ? this.netty : this.transport).open(request, listener);
	}

	@Test
	void waitsForALinkThatAnotherThreadIsAboutToClose() throws InterruptedException {
		LeavingLink link = new LeavingLink();
		try (ClientThreads threads = new ClientThreads()) {
			SocketIoTransport leaving = new SocketIoTransport(new EventReader(WireSettings.defaults().events()),
					Clock.systemUTC(), (request, with) -> link, (request, with) -> link, threads);
			SocketConnection connection = leaving.open(request("http://127.0.0.1:1", "websocket"),
					new RecordingListener());
			Thread closesTheConnection = new Thread(connection::close);
			closesTheConnection.start();
			assertThat(link.closing.await(1, TimeUnit.MINUTES)).isTrue();
			Thread closesAll = new Thread(leaving::close);
			closesAll.start();
			while (closesAll.isAlive() && closesAll.getState() != Thread.State.TIMED_WAITING) {
				Thread.onSpinWait();
			}
			link.mayClose.countDown();
			closesTheConnection.join();
			closesAll.join();
		}
		assertThat(link.awaited).isTrue();
	}

	private static ConnectRequest request(String origin, String transports) {
		return new ConnectRequest(URI.create(origin), "/socket.io", List.of(transports.split(",")),
				new Token(Peer.TOKEN, null), Duration.ofSeconds(30), WireSettings.defaults(), 1024 * 1024);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Capture extends Handler {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		Capture() {
			setLevel(Level.ALL);
		}

		@Override
		public void publish(LogRecord entry) {
			this.lines.add(new SimpleFormatter().format(entry));
		}

		@Override
		public void flush() {
			// Nothing is held back.
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

	/**
	 * Link that takes its time to close.
	 */
	private static final class LeavingLink implements Link {

		private final CountDownLatch closing = new CountDownLatch(1);

		private final CountDownLatch mayClose = new CountDownLatch(1);

		private volatile boolean awaited;

		@Override
		public void open() {
			// There is nothing to reach.
		}

		@Override
		public boolean send(String message) {
			return true;
		}

		@Override
		public void pause() {
			// Nothing comes.
		}

		@Override
		public void resume() {
			// Nothing comes.
		}

		@Override
		public void close() {
			this.closing.countDown();
			awaitQuietly(this.mayClose);
		}

		@Override
		public boolean isGone() {
			return true;
		}

		@Override
		public void awaitEnd() {
			this.awaited = true;
		}

	}

}
