package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Dispatcher} with threads.
 */
class DispatcherTests {

	private static final ChatEvent EVENT = new UserTyping("room", "usr", null, Instant.EPOCH);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final SocketCounters counters = new SocketCounters();

	private final Listeners listeners = new Listeners((event, failure) -> {
	}, this.counters);

	private final AtomicInteger heard = new AtomicInteger();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	private Dispatcher dispatcher(Executor executor, Duration nap) {
		return new Dispatcher(new Dispatch(2, 100, Duration.ZERO), executor, this.listeners, this.counters, nap);
	}

	private void awaitHeard(int count) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.heard.get() == count);
	}

	@Test
	void asksAnExecutorAgainThatTookNoWork() {
		AtomicInteger rejections = new AtomicInteger(3);
		Dispatcher dispatcher = dispatcher((task) -> {
			if (rejections.getAndDecrement() > 0) {
				throw new RejectedExecutionException("by the test");
			}
			this.threads.execute(task);
		}, Duration.ZERO);
		this.listeners.addToAll((event) -> this.heard.incrementAndGet());
		Lane lane = dispatcher.addLane();
		lane.offer(EVENT);
		lane.offer(EVENT);
		awaitHeard(2);
	}

	@Test
	void survivesAnObserverThatThrowsAnError() {
		this.listeners.observe((event, duration, failure) -> {
			throw new AssertionError("by the test");
		});
		this.listeners.addToAll((event) -> this.heard.incrementAndGet());
		Lane lane = dispatcher(this.threads, Duration.ZERO).addLane();
		lane.offer(EVENT);
		lane.offer(EVENT);
		awaitHeard(2);
	}

	@Test
	void keepsTheInterruptOfAListenerFromTheNextEvent() {
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		this.listeners.addToAll((event) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
			this.heard.incrementAndGet();
		});
		Lane lane = dispatcher(this.threads, Duration.ZERO).addLane();
		lane.offer(EVENT);
		lane.offer(EVENT);
		lane.offer(EVENT);
		awaitHeard(3);
		assertThat(interrupted).containsOnly(false);
	}

	@Test
	void losesNoEventAndKeepsTheOrderWhileWorkersNap() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ofMillis(1));
		List<Instant> times = new CopyOnWriteArrayList<>();
		this.listeners.addToAll((event) -> {
			times.add(event.receivedAt());
			this.heard.incrementAndGet();
		});
		Lane lane = dispatcher.addLane();
		for (int i = 0; i < 5000; i++) {
			ChatEvent event = new UserTyping("room", "usr", null, Instant.ofEpochSecond(i));
			while (!lane.offer(event)) {
				Thread.onSpinWait();
			}
		}
		awaitHeard(5000);
		assertThat(times).isSorted().doesNotHaveDuplicates();
		assertThat(lane.size()).isZero();
	}

}
