package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link WaitingSends}.
 */
class WaitingSendsTests {

	private final VirtualTime time = new VirtualTime();

	private final WaitingSends sends = new WaitingSends(Duration.ofSeconds(10), this.time::nanos, this.time);

	private final List<String> sent = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	@Test
	void forgetsNoSendThatBeginsToWaitWhileItsRoomIsJoined() throws InterruptedException {
		Thread joined = new Thread(() -> this.sends.flush((room) -> false));
		AtomicInteger looks = new AtomicInteger();
		Predicate<String> mustWait = (room) -> {
			if (looks.incrementAndGet() == 2) {
				// It waits from now on, as far as it knows.
				joined.start();
				Awaitility.await()
					.until(joined::getState, List.of(Thread.State.BLOCKED, Thread.State.TERMINATED)::contains);
			}
			return true;
		};
		this.sends.send("room", mustWait, () -> this.sent.add("text"), this.failures::add);
		joined.join();
		assertThat(this.sent).containsExactly("text");
		this.time.runFor(Duration.ofMinutes(1));
		assertThat(this.failures).isEmpty();
	}

}
