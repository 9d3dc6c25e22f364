package io.github.tegrabox.chat.internal.http;

import java.time.Duration;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LogWatchTests {

	@Test
	void hearsOfALostBuffer() {
		try (LogWatch log = new LogWatch()) {
			assertThat(log.errorsAndLeaks()).isEmpty();
			assertThat(ByteBufAllocator.DEFAULT.directBuffer().writeLong(1).refCnt()).isOne();
			// When the garbage collector finds it is up to the machine.
			await().atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(log.errorsAndLeaks()).hasSize(1)
					.first()
					.asString()
					.contains("LEAK: ByteBuf.release()"));
		}
	}

}
