package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Backoff}.
 */
class BackoffTests {

	private final Backoff backoff = Backoff.ofMillis(500, 3_000);

	@Test
	void doublesUpToTheLongest() {
		assertThat(IntStream.rangeClosed(1, 5).mapToObj(this.backoff::after)).extracting(Duration::toMillis)
			.containsExactly(500L, 1_000L, 2_000L, 3_000L, 3_000L);
		assertThat(this.backoff.after(63)).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.backoff.after(1_000_000)).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void obeysAServerWithinReason() {
		Duration pause = Duration.ofSeconds(2);
		assertThat(Backoff.obey(pause, null)).isEqualTo(pause);
		assertThat(Backoff.obey(pause, Duration.ofSeconds(1))).isEqualTo(pause);
		assertThat(Backoff.obey(pause, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
		assertThat(Backoff.obey(pause, Duration.ofDays(7))).isEqualTo(Duration.ofMinutes(5));
	}

}
