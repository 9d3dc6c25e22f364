package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link MailboxTimer}.
 */
class MailboxTimerTests {

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final MailboxTimer timer = new MailboxTimer(this.executor, new Mailbox(), EngineTime.of(Clock.systemUTC()));

	private final AtomicInteger ran = new AtomicInteger();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void waitsForATimeBeyondAllBounds() {
		Duration untilTheEnd = Duration.between(Instant.now(), Instant.parse("9999-12-31T23:59:59Z"));
		Runnable cancel = this.timer.schedule(untilTheEnd, this.ran::incrementAndGet);
		this.timer.schedule(Duration.ZERO, this.ran::incrementAndGet);
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.ran.get() > 0);
		assertThat(this.ran).hasValue(1);
		cancel.run();
	}

	@Test
	void schedulesNothingOnceClosed() {
		this.executor.shutdownNow();
		this.timer.schedule(Duration.ZERO, this.ran::incrementAndGet).run();
		assertThat(this.ran).hasValue(0);
	}

}
