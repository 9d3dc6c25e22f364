package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Dispatcher} with threads.
 */
class DispatcherTests {

	private static final ChatEvent EVENT = new UserTyping("room", "usr", null, Instant.EPOCH);

	private static final Executor LATER = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, Runnable::run);

	private static final Duration PAUSE = Duration.ofMillis(20);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final SocketCounters counters = new SocketCounters();

	private final Listeners listeners = new Listeners((event, failure) -> {
	}, this.counters);

	private final AtomicInteger heard = new AtomicInteger();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	private Dispatcher dispatcher(Executor executor, Duration workerWait) {
		return new Dispatcher(new Dispatch(2, 100, Duration.ZERO), executor, Runnable::run, LATER, this.listeners,
				this.counters, workerWait);
	}

	private void awaitHeard(int count) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.heard.get() == count);
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
	void asksAgainWhereTheExecutorCouldNotBeAsked() {
		AtomicInteger failures = new AtomicInteger(3);
		Dispatcher dispatcher = new Dispatcher(new Dispatch(2, 100, Duration.ZERO), this.threads, (task) -> {
			if (failures.getAndDecrement() > 0) {
				throw new OutOfMemoryError("no thread, by the test");
			}
			task.run();
		}, LATER, this.listeners, this.counters, Duration.ZERO);
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

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void goesOnAfterAFailureThatCannotBePrinted(boolean own) {
		Listeners logged = new Listeners(own ? null : (event, failure) -> {
			throw new Unprintable();
		}, this.counters);
		logged.addToAll((event) -> {
			throw new Unprintable();
		});
		logged.observe((event, duration, failure) -> {
			throw new Unprintable();
		});
		logged.addToAll((event) -> this.heard.incrementAndGet());
		Dispatcher dispatcher = new Dispatcher(new Dispatch(2, 100, Duration.ZERO), this.threads, Runnable::run, LATER,
				logged, this.counters, Duration.ZERO);
		Lane lane = dispatcher.addLane();
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
	void keepsTheInterruptOfAListenerFromTheNextListener() {
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		this.listeners.addToAll((event) -> Thread.currentThread().interrupt());
		this.listeners.addToAll((event) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			this.heard.incrementAndGet();
		});
		dispatcher(this.threads, Duration.ZERO).addLane().offer(EVENT);
		awaitHeard(1);
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

	@Test
	void waitsForAnAsynchronousListenerWithoutAThread() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		List<Sinks.Empty<Void>> pending = new CopyOnWriteArrayList<>();
		this.listeners.addAsync((event) -> {
			Sinks.Empty<Void> sink = Sinks.empty();
			pending.add(sink);
			this.heard.incrementAndGet();
			return sink.asMono();
		});
		List<Lane> lanes = Stream.generate(dispatcher::addLane).limit(20).toList();
		lanes.forEach((lane) -> {
			lane.offer(EVENT);
			lane.offer(EVENT);
		});
		// More lanes than threads: all have begun, none has gone on.
		awaitHeard(20);
		assertThat(dispatcher.queued()).isEqualTo(40);
		assertThat(dispatcher.busySince()).isNotNull();
		List.copyOf(pending).forEach(Sinks.Empty::tryEmitEmpty);
		awaitHeard(40);
		pending.forEach(Sinks.Empty::tryEmitEmpty);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> dispatcher.queued() == 0 && dispatcher.busySince() == null);
	}

	@Test
	void callsAllListenersAndGoesOnWhenTheLastIsOver() {
		List<String> order = new CopyOnWriteArrayList<>();
		Sinks.Empty<Void> slow = Sinks.empty();
		this.listeners.addAsync((event) -> slow.asMono().doOnTerminate(() -> order.add("slow is over")));
		this.listeners.addAsync((event) -> Mono.fromRunnable(() -> order.add("quick")));
		this.listeners.addToAll((event) -> {
			order.add("plain");
			this.heard.incrementAndGet();
		});
		Lane lane = dispatcher(this.threads, Duration.ZERO).addLane();
		lane.offer(EVENT);
		lane.offer(EVENT);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> order.size() == 2);
		slow.tryEmitEmpty();
		awaitHeard(2);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.size() == 0);
		assertThat(order).containsExactly("quick", "plain", "slow is over", "slow is over", "quick", "plain");
	}

	@Test
	void reportsTheFailuresOfAsynchronousListenersToHandlerAndObserver() {
		List<Throwable> told = new CopyOnWriteArrayList<>();
		List<Throwable> observed = new CopyOnWriteArrayList<>();
		Listeners own = new Listeners((event, failure) -> told.add(failure), this.counters);
		own.observe((event, duration, failure) -> observed.add(failure));
		own.addAsync((event) -> Mono.<Void>error(new IllegalStateException("late")).delaySubscription(PAUSE));
		own.addAsync((event) -> null);
		Lane lane = new Dispatcher(new Dispatch(2, 100, Duration.ZERO), this.threads, Runnable::run, LATER, own,
				this.counters, Duration.ZERO)
			.addLane();
		lane.offer(EVENT);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> observed.size() == 1);
		assertThat(told).extracting(Throwable::getMessage)
			.containsExactly("The listener returned null; return Mono.empty() for nothing to wait for", "late");
		assertThat(observed.get(0)).isInstanceOf(NullPointerException.class);
		assertThat(this.counters.listenerFailures()).isEqualTo(2);
	}

	@Test
	void measuresAnAsynchronousListenerToItsEnd() {
		List<Duration> durations = new CopyOnWriteArrayList<>();
		this.listeners.observe((event, duration, failure) -> durations.add(duration));
		this.listeners.addAsync((event) -> Mono.<Void>empty().delaySubscription(PAUSE));
		dispatcher(this.threads, Duration.ZERO).addLane().offer(EVENT);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> durations.size() == 1);
		assertThat(durations.get(0)).isGreaterThanOrEqualTo(PAUSE);
	}

	@Test
	void drainsAsynchronousListenersAndCancelsWhatTakesTooLong() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		AtomicInteger cancelled = new AtomicInteger();
		this.listeners.addAsync((event) -> {
			this.heard.incrementAndGet();
			return (this.heard.get() < 3) ? Mono.<Void>empty().delaySubscription(PAUSE)
					: Mono.<Void>never().doOnCancel(cancelled::incrementAndGet);
		});
		Lane lane = dispatcher.addLane();
		lane.offer(EVENT);
		lane.offer(EVENT);
		dispatcher.close(Duration.ofSeconds(20));
		assertThat(this.heard).hasValue(2);
		assertThat(lane.size()).isZero();
		Dispatcher other = dispatcher(this.threads, Duration.ZERO);
		other.addLane().offer(EVENT);
		awaitHeard(3);
		other.close(PAUSE);
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void dropsWhatIsQueuedInALaneThatCloses() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		Sinks.Empty<Void> first = Sinks.empty();
		this.listeners.addAsync((event) -> {
			this.heard.incrementAndGet();
			return first.asMono();
		});
		Lane lane = dispatcher.addLane();
		for (int i = 0; i < 5; i++) {
			lane.offer(EVENT);
		}
		awaitHeard(1);
		lane.close();
		lane.force(EVENT);
		first.tryEmitEmpty();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.size() == 0);
		assertThat(this.heard).hasValue(1);
		assertThat(this.counters.dropped(ChatEventType.USER_TYPING)).isEqualTo(5);
	}

	@Test
	void takesNoMoreThanItsBytes() {
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 100, Duration.ZERO, 1_000_000), this.threads,
				Runnable::run, LATER, this.listeners, this.counters, Duration.ZERO);
		Sinks.Empty<Void> blocked = Sinks.empty();
		this.listeners.addAsync((event) -> {
			this.heard.incrementAndGet();
			return blocked.asMono();
		});
		Lane lane = dispatcher.addLane();
		ChatEvent large = new UnknownChatEvent("x", "x".repeat(200_000), Instant.EPOCH);
		int taken = 0;
		while (lane.offer(large)) {
			taken++;
		}
		assertThat(taken).isBetween(2, 3);
		assertThat(lane.size()).isEqualTo(taken);
		AtomicInteger space = new AtomicInteger();
		lane.whenSpace(space::incrementAndGet);
		assertThat(space).hasValue(0);
		blocked.tryEmitEmpty();
		awaitHeard(taken);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.size() == 0);
		assertThat(space).hasValue(1);
		assertThat(lane.offer(large)).isTrue();
	}

	@Test
	void hugeEventsOfAllRoomsTogetherAreBoundedAndHarmNoOrdinaryOnes() {
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 100, Duration.ZERO, 1_000_000), this.threads,
				Runnable::run, LATER, this.listeners, this.counters, Duration.ZERO);
		Sinks.Empty<Void> blocked = Sinks.empty();
		this.listeners.addAsync((event) -> {
			this.heard.incrementAndGet();
			return blocked.asMono();
		});
		ChatEvent huge = new UnknownChatEvent("x", "x".repeat(200_000), Instant.EPOCH);
		ChatEvent ordinary = new UnknownChatEvent("x", "x".repeat(10_000), Instant.EPOCH);
		int taken = 0;
		Lane last = dispatcher.addLane();
		while (taken < 50 && last.offer(huge)) {
			taken++;
			last = dispatcher.addLane();
		}
		assertThat(taken).isBetween(5, 6);
		AtomicInteger space = new AtomicInteger();
		last.whenSpace(space::incrementAndGet);
		assertThat(space).hasValue(0);
		assertThat(last.offer(ordinary)).isTrue();
		assertThat(last.offer(huge)).isFalse();
		blocked.tryEmitEmpty();
		awaitHeard(taken + 1);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> space.get() == 1);
		assertThat(last.offer(huge)).isTrue();
	}

	@Test
	void presenceIsBoundedInBytesToo() {
		List<Runnable> never = new CopyOnWriteArrayList<>();
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 100, Duration.ZERO, 1_000_000), never::add,
				Runnable::run, LATER, this.listeners, this.counters, Duration.ZERO);
		int taken = 0;
		for (int room = 0; room < 20; room++) {
			Lane lane = dispatcher.addLane();
			for (int i = 0; i < 100; i++) {
				lane.offerLatest("typing " + i, new UserTyping("room", "usr_" + i, "x".repeat(100_000), Instant.EPOCH));
			}
			assertThat(lane.bytes()).isLessThan(1_000_000);
			taken += lane.size();
		}
		assertThat(taken).isBetween(1, 30);
		assertThat(this.counters.dropped(ChatEventType.USER_TYPING)).isEqualTo(20 * 100 - taken);
	}

	@Test
	void retiredLanesTogetherHoldNoMoreThanTheBytesOfOne() {
		List<Runnable> never = new CopyOnWriteArrayList<>();
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 100, Duration.ZERO, 1_000_000), never::add,
				Runnable::run, LATER, this.listeners, this.counters, Duration.ZERO);
		ChatEvent large = new UnknownChatEvent("x", "x".repeat(100_000), Instant.EPOCH);
		for (int i = 0; i < 50; i++) {
			Lane lane = dispatcher.addLane();
			lane.offer(large);
			dispatcher.retire(lane);
		}
		assertThat(dispatcher.queued()).isBetween(1, 5);
		assertThat(this.counters.dropped(ChatEventType.UNKNOWN)).isGreaterThanOrEqualTo(45);
	}

	@Test
	void letsGoOfWhatAClosedLaneHeldWhileItsListenerIsBlocked() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		CountDownLatch blocked = new CountDownLatch(1);
		this.listeners.addToAll((event) -> {
			this.heard.incrementAndGet();
			awaitQuietly(blocked);
		});
		Lane lane = dispatcher.addLane();
		for (int i = 0; i < 50; i++) {
			lane.offer(EVENT);
		}
		awaitHeard(1);
		lane.close();
		assertThat(lane.size()).isEqualTo(1);
		assertThat(this.counters.dropped(ChatEventType.USER_TYPING)).isEqualTo(49);
		blocked.countDown();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.size() == 0);
		assertThat(this.heard).hasValue(1);
	}

	@Test
	void isCrowdedOnceUntilItHasSpaceAgain() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		CountDownLatch blocked = new CountDownLatch(1);
		this.listeners.addToAll((event) -> awaitQuietly(blocked));
		Lane lane = dispatcher.addLane();
		for (int i = 0; i < 74; i++) {
			lane.offer(EVENT);
		}
		assertThat(lane.isCrowded()).isFalse();
		lane.offer(EVENT);
		assertThat(lane.isCrowded()).isTrue();
		AtomicInteger eased = new AtomicInteger();
		lane.whenEased(eased::incrementAndGet);
		assertThat(lane.isCrowded()).isFalse();
		assertThat(eased).hasValue(0);
		blocked.countDown();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.size() == 0);
		assertThat(eased).hasValue(1);
	}

	@Test
	void aStreamThatIsBlockedIsGivenAFewEventsOnly() {
		ThreadPoolExecutor two = (ThreadPoolExecutor) this.threads;
		Dispatcher dispatcher = dispatcher(two, Duration.ZERO);
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		List<ChatEvent> taken = new CopyOnWriteArrayList<>();
		dispatcher.events().subscribe((event) -> {
			begun.countDown();
			awaitQuietly(blocked);
			taken.add(event);
		});
		this.listeners.addToAll((event) -> this.heard.incrementAndGet());
		dispatcher.addLane().offer(EVENT);
		awaitQuietly(begun);
		Lane other = dispatcher.addLane();
		for (int i = 0; i < 50; i++) {
			other.offer(EVENT);
		}
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.heard.get() > 0 && two.getQueue().isEmpty() && two.getActiveCount() == 1);
		assertThat(this.heard.get()).isLessThan(5);
		assertThat(other.size()).isGreaterThan(45);
		blocked.countDown();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> taken.size() == 51);
		assertThat(this.heard).hasValue(51);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void doesNotWaitForTheListenerThatClosesItButForOthers() {
		Dispatcher dispatcher = dispatcher(this.threads, Duration.ZERO);
		List<String> order = new CopyOnWriteArrayList<>();
		CountDownLatch begun = new CountDownLatch(1);
		this.listeners.addToAll((event) -> {
			if (((UserTyping) event).roomId().equals("closing")) {
				awaitQuietly(begun);
				dispatcher.close(Duration.ofSeconds(60));
				order.add("closed");
			}
			else {
				begun.countDown();
				order.add("heard");
			}
			this.heard.incrementAndGet();
		});
		dispatcher.addLane().offer(new UserTyping("closing", "usr", null, Instant.EPOCH));
		Lane other = dispatcher.addLane();
		other.offer(EVENT);
		other.offer(EVENT);
		awaitHeard(3);
		assertThat(order).containsExactly("heard", "heard", "closed");
	}

	@Test
	void doesNotWaitWhenEveryWorkerWaitsForTheEnd() {
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 100, Duration.ZERO), this.threads, Runnable::run, LATER,
				this.listeners, this.counters, Duration.ZERO);
		this.listeners.addToAll((event) -> {
			dispatcher.addLane().offer(EVENT);
			dispatcher.close(Duration.ofDays(1));
			this.heard.incrementAndGet();
		});
		dispatcher.addLane().offer(EVENT);
		awaitHeard(1);
	}

	private static final class Unprintable extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("by the test");
		}

	}

}
