package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Acknowledger}.
 */
class AcknowledgerTests {

	private final ClientThreads threads = new ClientThreads();

	private final Acknowledger acknowledger = acknowledger(Acknowledger.PATIENCE);

	private final List<Integer> done = new CopyOnWriteArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private Acknowledger acknowledger(Duration patience) {
		return new Acknowledger(this.threads.newNonBlockingPool("ack", Acknowledger.THREADS), this.threads.timer(),
				patience);
	}

	@AfterEach
	void stop() {
		this.release.countDown();
		this.acknowledger.close(Duration.ofMinutes(1));
		this.threads.close();
	}

	private void block() {
		this.acknowledger.execute(() -> {
			try {
				assertThat(this.release.await(5, TimeUnit.MINUTES)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.done.add(-1);
		});
	}

	private void awaitDone(int count) {
		Awaitility.await()
			.dontCatchUncaughtExceptions()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.done.size() == count);
	}

	@Test
	void keepsTheOrder() {
		// A thread that is not given a processor is not taken for a blocked one.
		Acknowledger patient = acknowledger(Duration.ofMinutes(5));
		for (int i = 0; i < 2000; i++) {
			int number = i;
			patient.execute(() -> this.done.add(number));
		}
		awaitDone(2000);
		patient.close(Duration.ofMinutes(1));
		assertThat(this.done).containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
	}

	@Test
	void whatBlocksHoldsUpNobodyBehindIt() {
		block();
		this.acknowledger.execute(() -> this.done.add(1));
		block();
		block();
		for (int i = 2; i <= 100; i++) {
			int number = i;
			this.acknowledger.execute(() -> this.done.add(number));
		}
		awaitDone(100);
		assertThat(this.done).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
		this.release.countDown();
		awaitDone(103);
	}

	@Test
	void losesNothingWhenAllThreadsAreBlocked() {
		for (int i = 0; i < Acknowledger.THREADS + 4; i++) {
			block();
		}
		this.acknowledger.execute(() -> this.done.add(1));
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> blocked() == Acknowledger.THREADS);
		assertThat(this.done).isEmpty();
		this.release.countDown();
		awaitDone(Acknowledger.THREADS + 5);
	}

	private static long blocked() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().getName().startsWith("ack-"))
			.filter((entry) -> List.of(entry.getValue())
				.stream()
				.anyMatch((frame) -> frame.getClassName().equals(CountDownLatch.class.getName())))
			.count();
	}

	@Test
	void whatThrowsHoldsUpNobody() {
		this.acknowledger.execute(() -> {
			throw new IllegalStateException("by the test");
		});
		this.acknowledger.execute(() -> this.done.add(1));
		awaitDone(1);
	}

	@Test
	void runsWhatItHasTakenAndTheRestAtOnceWhenClosed() {
		block();
		this.acknowledger.execute(() -> this.done.add(1));
		this.acknowledger.close(Duration.ZERO);
		awaitDone(1);
		AtomicReference<Thread> ran = new AtomicReference<>();
		this.acknowledger.execute(() -> ran.set(Thread.currentThread()));
		assertThat(ran.get()).isSameAs(Thread.currentThread());
	}

}
