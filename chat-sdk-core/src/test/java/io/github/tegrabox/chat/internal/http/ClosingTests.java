package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ThreadCensus;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ClosingTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	@Test
	void endsThreadsAndConnectionsAndLetsTheCallUnderWayEnd() throws Exception {
		try (ChatTestServer server = ChatTestServer.start()) {
			server.createUser("ada", "ext-1");
			ThreadCensus census = new ThreadCensus();
			CompletableFuture<PaginatedResponse<ChatUser>> call;
			try (ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
				client.rooms().list();
				server.faults().on("users.list").times(1).slowBody(50, Duration.ofMillis(50));
				call = client.reactive().users().list().toFuture();
				server.recorder().requests().await(WAIT, (request) -> "users.list".equals(request.operation()));
			}
			assertThat(call.get(1, TimeUnit.MINUTES).items()).hasSize(1);
			await().atMost(WAIT).untilAsserted(() -> {
				assertThat(server.openConnections()).isZero();
				assertThat(census.newcomers()).isEmpty();
			});
		}
	}

}
