package io.github.tegrabox.chat.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.socket.SocketSettings.Recovery;
import org.awaitility.Awaitility;

/**
 * Application that meets a hostile server: {@code scenario url link}. Ends with status 0
 * if it has seen what a client has to hold.
 */
final class SmallHeapProgram implements AutoCloseable {

	/** What stands in a file once all that will be missed has been written. */
	static final String WRITTEN = "written";

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final String ROOM = "room";

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private final Queue<ChatEvent> events = new ConcurrentLinkedQueue<>();

	private final ChatClient client;

	private SmallHeapProgram(String url, String link, String path, ChatTokenProvider tokens, Recovery recovery) {
		SocketSettings defaults = SocketSettings.defaults();
		boolean polling = link.equals("polling");
		SocketSettings settings = new SocketSettings(null, path, List.of(polling ? "polling" : "websocket"),
				Duration.ofMinutes(2), defaults.reconnect(), defaults.dispatch(), recovery, defaults.maxEventSize(),
				polling ? null : Connector.valueOf(link));
		this.client = ChatClient.builder()
			.baseUrl(url)
			.apiKey("key-1234")
			.tokenProvider(tokens)
			.socket(settings)
			.build();
	}

	private static SmallHeapProgram of(String url, String link) {
		SocketSettings defaults = SocketSettings.defaults();
		return new SmallHeapProgram(url, link, defaults.path(), () -> "a.b.c", defaults.recovery());
	}

	public static void main(String[] args) {
		try {
			run(args[0], args[1], args[2]);
			System.exit(0);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private static void run(String scenario, String url, String link) throws Exception {
		switch (scenario) {
			case "endlessHistory" -> endlessHistory(url, link);
			case "endlessRooms" -> endlessRooms(url, link, 100_000);
			case "repeatedRooms" -> endlessRooms(url, link, 100);
			case "tooLargeEvents" -> tooLargeEvents(url, link);
			case "largeMessages" -> blockedListener(url, link, 60);
			case "strayRooms" -> blockedListener(url, link, 1);
			case "absurdNumbers" -> absurdNumbers(url, link);
			case "hugeAnswers" -> hugeAnswers(url, link);
			case "missedMessages" -> missedMessages(url, link);
			default -> throw new IllegalArgumentException(scenario);
		}
	}

	private ChatSocket join(int rooms) {
		ChatSocket socket = this.client.socket();
		socket.onEvent(this.events::add);
		socket.onMessage((message) -> this.heard.add(message.content()));
		for (int i = 0; i < rooms; i++) {
			socket.joinRoom(ROOM + i);
		}
		socket.joinRoom(ROOM);
		socket.connect();
		await(() -> socket.rooms().size() == rooms + 1);
		return socket;
	}

	private long count(Class<? extends ChatEvent> type) {
		return this.events.stream().filter(type::isInstance).count();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

	private static void require(boolean condition, Object what) {
		if (!condition) {
			throw new IllegalStateException(String.valueOf(what));
		}
	}

	private static void endlessHistory(String url, String link) {
		try (SmallHeapProgram program = of(url, link)) {
			ChatSocket socket = program.join(0);
			await(() -> program.heard.contains("live 1"));
			socket.sendMessage(ROOM, "cut");
			await(() -> program.heard.contains("live 2"));
			// One for each connection: more is in the history than anybody may fetch.
			require(program.count(MessageGap.class) <= 2, program.events);
			long listed = program.client.messages().listAll(ROOM).limit(5000).count();
			require(listed == 100 || listed == 5000, listed);
		}
	}

	private static void endlessRooms(String url, String link, int expected) {
		try (SmallHeapProgram program = of(url, link)) {
			long listed = program.client.rooms().listAll().limit(100_000).count();
			require(listed == expected, listed);
			program.join(0);
			await(() -> program.heard.contains("live"));
		}
	}

	private static void tooLargeEvents(String url, String link) {
		try (SmallHeapProgram program = of(url, link)) {
			ChatSocket socket = program.join(0);
			await(() -> program.heard.size() == 1);
			for (int i = 2; i <= 40; i++) {
				int number = i;
				socket.sendMessage(ROOM, "again");
				await(() -> program.heard.size() == number);
			}
			require(program.count(SocketError.class) == 40, program.events);
			require(program.count(SocketDisconnected.class) == 0, program.events);
		}
	}

	/**
	 * A listener blocks while all of it is read.
	 */
	private static void blockedListener(String url, String link, int rooms) {
		CountDownLatch release = new CountDownLatch(1);
		try (SmallHeapProgram program = of(url, link)) {
			program.client.socket().onMessage((message) -> {
				if (!message.roomId().equals(ROOM)) {
					awaitQuietly(release);
				}
			});
			ChatSocket socket = program.client.socket();
			socket.onEvent((event) -> {
				if (event instanceof SocketDisconnected) {
					program.events.add(event);
				}
			});
			AtomicInteger count = new AtomicInteger();
			socket.onMessage((message) -> count.incrementAndGet());
			for (int i = 0; i < rooms; i++) {
				socket.joinRoom(ROOM + i);
			}
			socket.joinRoom(ROOM);
			socket.connect();
			await(() -> socket.rooms().size() == rooms + 1);
			// Acknowledged behind all that it causes.
			Message said = socket.sendMessageAcked(ROOM, "flood").block(PATIENCE);
			require(said != null && socket.isConnected() && program.events.isEmpty(), program.events);
			System.out.println("queued: " + socket.metrics().queued());
			release.countDown();
			await(() -> socket.metrics().queued() == 0 && count.get() > 0);
			require(socket.isConnected() && program.events.isEmpty(), program.events);
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			require(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "never released");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void absurdNumbers(String url, String link) {
		String claims = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(
					"{\"sub\":\"usr_1\",\"iat\":1e100000000,\"exp\":1e100000000}".getBytes(StandardCharsets.UTF_8));
		SocketSettings defaults = SocketSettings.defaults();
		try (SmallHeapProgram program = new SmallHeapProgram(url, link, defaults.path(),
				() -> "eyJhbGciOiJIUzI1NiJ9." + claims + ".c2ln", defaults.recovery())) {
			program.attempt(() -> program.client.users().get("usr_1"));
			program.attempt(() -> program.client.users().list());
			program.attempt(() -> program.client.users().generateToken("usr_1"));
			program.attempt(() -> program.client.rooms().get(ROOM));
			program.join(0);
			await(() -> program.heard.contains("live"));
			require(program.count(UnknownChatEvent.class) > 0, program.events);
			require(program.count(SocketDisconnected.class) == 0, program.events);
			// Nobody who looks at the numbers pays for it either.
			require(!program.events.toString().isEmpty(), "no text");
		}
	}

	/**
	 * Does what may fail, but only in an orderly way.
	 */
	private void attempt(Runnable call) {
		try {
			call.run();
		}
		catch (ChatException ex) {
			require(ex.getMessage() != null && ex.getMessage().length() < 2000, "a long message");
		}
	}

	private static void hugeAnswers(String url, String link) {
		SocketSettings defaults = SocketSettings.defaults();
		try (SmallHeapProgram program = new SmallHeapProgram(url, link, "/large", () -> "a.b.c", defaults.recovery())) {
			for (String id : List.of("large", "refused", "bomb", "plain-bomb", "refused-bomb")) {
				AtomicInteger done = new AtomicInteger();
				program.attempt(() -> {
					program.client.users().get(id);
					done.incrementAndGet();
				});
				require(done.get() == 0, id + " was read");
			}
			program.client.socket().onEvent(program.events::add);
			program.client.socket().connect();
			await(() -> program.count(SocketError.class) > 1);
			require(program.client.messages().list(ROOM).items().isEmpty(), "the client still works");
		}
	}

	private static void missedMessages(String place, String link) throws IOException {
		String[] words = place.split(" ");
		String room = words[2];
		Path signal = Path.of(words[4]);
		SocketSettings defaults = SocketSettings.defaults();
		try (SmallHeapProgram program = new SmallHeapProgram(words[0], link, defaults.path(), () -> words[3],
				new Recovery(true, 200_000))) {
			ChatSocket socket = program.client.socket();
			AtomicInteger before = new AtomicInteger();
			AtomicInteger next = new AtomicInteger();
			socket.onEvent((event) -> {
				if (event instanceof MessageGap) {
					program.events.add(event);
				}
			});
			socket.onMessage((message) -> {
				if (message.content().equals("before")) {
					before.incrementAndGet();
				}
				else if (message.content().equals("missed " + next.get())) {
					next.incrementAndGet();
				}
				else {
					program.heard.add(message.content());
				}
			});
			socket.joinRoom(room);
			socket.connect();
			await(() -> before.get() > 0);
			socket.disconnect();
			Files.createFile(signal);
			await(() -> read(signal).equals(WRITTEN));
			socket.connect();
			await(() -> next.get() == 100_000 || !program.heard.isEmpty() || !program.events.isEmpty());
			require(program.heard.isEmpty() && program.events.isEmpty(), program.heard + " " + program.events);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
