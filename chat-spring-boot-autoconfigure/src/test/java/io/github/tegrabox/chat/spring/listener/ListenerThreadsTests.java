package io.github.tegrabox.chat.spring.listener;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of {@link ListenerThreads}.
 */
class ListenerThreadsTests {

	@Test
	void theRoomInTheContextOfTheLogForgesNoLine() {
		try (ListenerThreads threads = new ListenerThreads(null, null)) {
			Runnable unmark = threads.mark("room_1\n2026-01-01 ERROR forged\u2028\u202Edesrever");
			assertThat(MDC.get("chat.room")).isEqualTo("room_1 2026-01-01 ERROR forged desrever");
			unmark.run();
			assertThat(MDC.get("chat.room")).isNull();
			unmark = threads.mark("room_1");
			assertThat(MDC.get("chat.room")).isEqualTo("room_1");
			unmark.run();
		}
	}

}
