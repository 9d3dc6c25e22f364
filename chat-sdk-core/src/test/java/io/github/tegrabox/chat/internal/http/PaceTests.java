package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Pace} by itself.
 */
class PaceTests {

	private final AtomicLong time = new AtomicLong(17);

	private final Pace pace = new Pace(1.0, this.time::get);

	@Test
	void givesATurnToNoTwoRequests() {
		long first = this.pace.takeTurn();
		long second = this.pace.takeTurn();
		long third = this.pace.takeTurn();
		assertThat(this.pace.until(first)).isZero();
		assertThat(this.pace.until(third)).isEqualTo(Duration.ofSeconds(2));
		this.pace.giveBack(second);
		assertThat(this.pace.takeTurn()).isEqualTo(second);
		assertThat(this.pace.until(this.pace.takeTurn())).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void keepsNoTurnThatHasPassed() {
		this.pace.takeTurn();
		this.pace.giveBack(this.pace.takeTurn());
		this.time.addAndGet(Duration.ofMillis(1500).toNanos());
		assertThat(this.pace.until(this.pace.takeTurn())).isEqualTo(Duration.ofMillis(500));
	}

}
