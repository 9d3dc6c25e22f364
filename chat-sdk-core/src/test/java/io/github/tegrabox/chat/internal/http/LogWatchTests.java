package io.github.tegrabox.chat.internal.http;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogWatchTests {

	@Test
	void hearsOfALostBuffer() {
		try (LogWatch log = new LogWatch()) {
			assertThat(log.errorsAndLeaks()).isEmpty();
			assertThat(ByteBufAllocator.DEFAULT.directBuffer().writeLong(1).refCnt()).isOne();
			assertThat(log.errorsAndLeaks()).hasSize(1).first().asString().contains("LEAK: ByteBuf.release()");
		}
	}

}
