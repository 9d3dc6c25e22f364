package io.github.tegrabox.chat.testserver.internal.netty;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("load")
class BroadcastTests {

	@Test
	void everyBroadcastReachesFiveHundredClientsInOrder() {
		try (TestServer server = TestServer.start()) {
			Crowd.serve(server);
			assertThat(Crowd.gather(server.port())).isNotNegative();
			await().atMost(Duration.ofMinutes(1)).until(() -> server.socketIo().engine().sessions().isEmpty());
			assertThat(server.socketIo().of("/").sockets("crowd")).isEmpty();
		}
	}

}
