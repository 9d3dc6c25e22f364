package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InOrder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link ChatSocketLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChatSocketLifecycleTests {

	private static final Duration SOON = Duration.ofMillis(10);

	private static final Duration LONG = Duration.ofMinutes(5);

	private final ChatSocket socket = mock();

	private final SocketMetrics metrics = mock();

	@BeforeEach
	void setUp() {
		when(this.socket.metrics()).thenReturn(this.metrics);
	}

	@Test
	void stopsAtOnceWhateverTheSocketThrows() {
		when(this.socket.metrics()).thenThrow(new IllegalStateException("no metrics"));
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		Runnable stopped = mock();
		lifecycle.start();
		lifecycle.stop(stopped);
		verify(stopped, timeout(60_000)).run();
		doThrow(new IllegalStateException("no disconnect")).when(this.socket).disconnect();
		doThrow(new IllegalStateException("no room")).when(this.socket).joinRoom(any());
		ChatSocketLifecycle another = lifecycle(List.of("room_1"), Flux.empty());
		another.start();
		another.stop(stopped);
		verify(stopped, timeout(60_000).times(2)).run();
	}

	@Test
	void joinsItsRoomsAndConnects() {
		lifecycle(List.of("room_1", "room_2"), Flux.error(new AssertionError("listed"))).start();
		InOrder order = inOrder(this.socket);
		order.verify(this.socket).joinRoom("room_1");
		order.verify(this.socket).joinRoom("room_2");
		order.verify(this.socket).connect();
	}

	@Test
	void startsAndStopsOnce() {
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		lifecycle.start();
		lifecycle.start();
		assertThat(lifecycle.isRunning()).isTrue();
		stop(lifecycle);
		stop(lifecycle);
		assertThat(lifecycle.isRunning()).isFalse();
		verify(this.socket, times(1)).connect();
		verify(this.socket, times(1)).disconnect();
	}

	@Test
	void startsAgain() {
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		lifecycle.start();
		stop(lifecycle);
		lifecycle.start();
		verify(this.socket, times(2)).connect();
	}

	@Test
	void neverFailsTheApplication() {
		doThrow(new IllegalStateException("no identity")).when(this.socket).connect();
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		assertThatNoException().isThrownBy(lifecycle::start);
	}

	@Test
	void followsRoomsThatAreMadeLater() {
		AtomicInteger looks = new AtomicInteger();
		Flux<Room> rooms = Flux.defer(() -> switch (looks.incrementAndGet()) {
			case 1 -> Flux.just(room("room_1"));
			case 2 -> Flux.error(new ChatNetworkException("away", null));
			default -> Flux.just(room("room_1"), room("room_2"));
		});
		List<String> joined = new CopyOnWriteArrayList<>();
		doAnswer((call) -> joined.add(call.getArgument(0))).when(this.socket).joinRoom(any());
		ChatSocketLifecycle lifecycle = lifecycle(List.of("*"), rooms);
		lifecycle.start();
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(joined).containsExactly("room_1", "room_2"));
		int before = looks.get();
		await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > before + 1);
		assertThat(joined).containsExactly("room_1", "room_2");
		stop(lifecycle);
		verify(this.socket, never()).joinRoom("*");
	}

	@Test
	void connectsWhenItKnowsItsRooms() {
		Sinks.Many<Room> rooms = Sinks.many().unicast().onBackpressureBuffer();
		ChatSocketLifecycle lifecycle = new ChatSocketLifecycle(this.socket, rooms.asFlux(),
				new ChatSocketLifecycle.Settings(true, List.of("*"), LONG, LONG));
		lifecycle.start();
		rooms.tryEmitNext(room("room_1")).orThrow();
		verify(this.socket, never()).connect();
		rooms.tryEmitComplete().orThrow();
		InOrder order = inOrder(this.socket);
		order.verify(this.socket).joinRoom("room_1");
		order.verify(this.socket).connect();
		stop(lifecycle);
	}

	@Test
	void connectsAlsoIfItsRoomsCannotBeListed() {
		ChatSocketLifecycle lifecycle = lifecycle(List.of("*"), Flux.error(new ChatNetworkException("away", null)));
		lifecycle.start();
		verify(this.socket, times(1)).connect();
		stop(lifecycle);
	}

	@Test
	void stopsLookingForRooms() {
		AtomicInteger looks = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Room> rooms = Flux.<Room>never()
			.doOnSubscribe((subscription) -> looks.incrementAndGet())
			.doOnCancel(cancelled::incrementAndGet);
		ChatSocketLifecycle lifecycle = lifecycle(List.of("*"), rooms);
		lifecycle.start();
		await().atMost(Duration.ofMinutes(1)).untilAtomic(looks, org.hamcrest.Matchers.is(1));
		stop(lifecycle);
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void stoppingWaitsForQueuedEvents() throws InterruptedException {
		AtomicInteger queued = new AtomicInteger(3);
		AtomicReference<Instant> busySince = new AtomicReference<>();
		when(this.metrics.queued()).thenAnswer((call) -> queued.get());
		when(this.metrics.busySince()).thenAnswer((call) -> busySince.get());
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		lifecycle.start();
		CountDownLatch stopped = new CountDownLatch(1);
		lifecycle.stop(stopped::countDown);
		verify(this.metrics, timeout(30_000).atLeast(3)).queued();
		assertThat(stopped.getCount()).isOne();
		busySince.set(Instant.now());
		queued.set(0);
		verify(this.metrics, timeout(30_000).atLeast(3)).busySince();
		assertThat(stopped.getCount()).isOne();
		busySince.set(null);
		assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
	}

	@Test
	void anEventThatComesWhenAllIsDrainedIsNotSaidToBeLate(CapturedOutput output) {
		AtomicInteger asked = new AtomicInteger();
		when(this.metrics.queued()).thenAnswer((call) -> (asked.getAndIncrement() == 0) ? 0 : 2);
		ChatSocketLifecycle lifecycle = lifecycle(List.of(), Flux.empty());
		lifecycle.start();
		stop(lifecycle);
		assertThat(output).doesNotContain("did not reach their listeners");
	}

	@Test
	void stoppingGivesUpAfterTheTimeout(CapturedOutput output) throws InterruptedException {
		when(this.metrics.queued()).thenReturn(3);
		ChatSocketLifecycle lifecycle = new ChatSocketLifecycle(this.socket, Flux.empty(),
				new ChatSocketLifecycle.Settings(true, List.of(), SOON, Duration.ofMillis(50)));
		lifecycle.start();
		CountDownLatch stopped = new CountDownLatch(1);
		lifecycle.stop(stopped::countDown);
		assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(output).contains("3 chat events did not reach their listeners within PT0.05S");
	}

	@Test
	void startsAfterAndStopsBeforeTheWebServer() {
		assertThat(ChatSocketLifecycle.PHASE).isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
			.isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

	private ChatSocketLifecycle lifecycle(List<String> rooms, Flux<Room> listed) {
		return new ChatSocketLifecycle(this.socket, listed, new ChatSocketLifecycle.Settings(true, rooms, SOON, LONG));
	}

	private static void stop(ChatSocketLifecycle lifecycle) {
		CountDownLatch stopped = new CountDownLatch(1);
		lifecycle.stop(stopped::countDown);
		await().atMost(Duration.ofMinutes(1)).until(() -> stopped.getCount() == 0);
	}

	private static Room room(String id) {
		return new Room(id, id, null, null, null, null);
	}

}
