package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of a connection that is lost again and again while others write: what is read of
 * the history is never read in vain, so that listeners do not fall behind.
 * <p>
 * The long run: {@code -Dchat.flaps=300}, with {@code -Dchat.flaps.seed=n} for another
 * one.
 */
@Tag("load")
class FlappingTests {

	private static final int FLAPS = Integer.getInteger("chat.flaps", 25);

	private final Random random = new Random(Integer.getInteger("chat.flaps.seed", 20_262));

	private final ChatTestServer server = ChatTestServer.builder().build().start();

	private final ScheduledExecutorService actors = Executors.newScheduledThreadPool(2);

	private final List<String> rooms = new ArrayList<>();

	private final Map<String, Queue<String>> received = new ConcurrentHashMap<>();

	private final List<MessageGap> gaps = new CopyOnWriteArrayList<>();

	private final AtomicInteger written = new AtomicInteger();

	private final String user = this.server.createUser("listener", "listener");

	private final ChatClient client = ChatClient.builder()
		.baseUrl(this.server.baseUrl())
		.apiKey(this.server.apiKey())
		.tokenProvider(() -> this.server.issueToken(this.user))
		.build();

	@AfterEach
	void close() {
		this.actors.shutdownNow();
		this.client.close();
		this.server.close();
	}

	@Test
	void nothingIsLostDoubledOrReorderedAndNobodyFallsBehind() throws Exception {
		for (int i = 0; i < 3; i++) {
			String room = this.server.createRoom("room " + i, this.user);
			this.rooms.add(room);
			this.received.put(room, new ConcurrentLinkedQueue<>());
			this.client.socket().joinRoom(room);
		}
		this.client.socket().onMessage((message) -> this.received.get(message.roomId()).add(message.id()));
		this.client.socket().onEvent((event) -> {
			if (event instanceof MessageGap gap) {
				this.gaps.add(gap);
			}
		});
		this.client.socket().connect();
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
			this.rooms.forEach((room) -> this.server.createMessage(room, this.user, "first"));
			return this.received.values().stream().noneMatch(Queue::isEmpty);
		});
		this.actors.scheduleAtFixedRate(this::write, 0, 5, TimeUnit.MILLISECONDS);
		CountDownLatch over = new CountDownLatch(1);
		flap(FLAPS, over);
		assertThat(over.await(30 + 5L * FLAPS, TimeUnit.SECONDS)).isTrue();
		this.actors.shutdown();
		assertThat(this.actors.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		Map<String, List<String>> expected = new HashMap<>();
		this.rooms.forEach((room) -> expected.put(room, history(room)));
		long end = System.nanoTime();
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.until(() -> this.rooms.stream()
				.allMatch((room) -> this.received.get(room)
					.contains(expected.get(room).get(expected.get(room).size() - 1))));
		System.out.printf("%d faults, %d messages, all there %d ms after the last one%n", FLAPS, this.written.get(),
				Duration.ofNanos(System.nanoTime() - end).toMillis());
		for (String room : this.rooms) {
			List<String> heard = List.copyOf(this.received.get(room));
			List<String> all = expected.get(room);
			assertThat(heard).containsExactlyElementsOf(all.subList(all.indexOf(heard.get(0)), all.size()));
		}
		assertThat(this.gaps).isEmpty();
	}

	private void write() {
		String room = this.rooms.get(this.written.incrementAndGet() % this.rooms.size());
		this.server.createMessage(room, this.user, "text");
	}

	private void flap(int left, CountDownLatch over) {
		if (left == 0) {
			over.countDown();
			return;
		}
		this.actors.schedule(() -> {
			switch (this.random.nextInt(3)) {
				case 0 -> this.server.cutSockets();
				case 1 -> this.server.disconnectSockets();
				default -> this.server.endSockets(SocketEnding.CLOSE);
			}
			flap(left - 1, over);
		}, 30 + this.random.nextInt(2_470), TimeUnit.MILLISECONDS);
	}

	private List<String> history(String room) {
		List<String> ids = new ArrayList<>(this.client.messages().listAll(room).map(Message::id).toList());
		Collections.reverse(ids);
		return ids;
	}

}
