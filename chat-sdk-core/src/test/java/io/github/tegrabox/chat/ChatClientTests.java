package io.github.tegrabox.chat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class ChatClientTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	@Test
	void connectsItsSocketWithTheSameCredentials() {
		try (ChatTestServer server = ChatTestServer.start();
				ChatClient admin = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			String ada = server.createUser("ada", "ext-1");
			String room = server.createRoom("General", ada);
			try (ChatClient user = admin.mutate().tokenProvider(() -> server.issueToken(ada)).build()) {
				List<Message> messages = new CopyOnWriteArrayList<>();
				assertThat(user.socket()).isSameAs(user.socket()).isSameAs(user.reactive().socket());
				user.socket().onMessage(messages::add);
				user.socket().joinRoom(room);
				user.socket().connect();
				await().atMost(WAIT).until(user.socket()::isConnected);
				await().atMost(WAIT).until(() -> {
					admin.messages().create(room, CreateMessageInput.of("joined?", ada));
					return !messages.isEmpty();
				});
				Message sent = user.socket().sendMessageAcked(room, "over the socket").block(WAIT);
				Message posted = admin.messages().create(room, CreateMessageInput.of("over REST", ada));
				await().atMost(WAIT).untilAsserted(() -> assertThat(messages).endsWith(sent, posted));
			}
			await().atMost(WAIT).until(() -> server.connectedSockets() == 0);
			assertThatIllegalStateException().isThrownBy(() -> admin.socket().connect());
		}
	}

	@Test
	void takesTheHostedServerWhereNoAddressIsGiven() {
		assertThatNoException().isThrownBy(
				() -> ChatClient.builder().apiKey("key").baseUrl("https://other").baseUrl(null).build().close());
	}

	@Test
	void refusesTimeoutsThatLeaveNoTime() {
		assertThatIllegalArgumentException().isThrownBy(() -> ChatClient.builder().responseTimeout(Duration.ZERO))
			.withMessageStartingWith("responseTimeout must be positive");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ChatClient.builder().connectTimeout(Duration.ofSeconds(-1)))
			.withMessageStartingWith("connectTimeout must be positive");
	}

	@Test
	void refusesTimesThatTimersCannotCount() {
		Duration forEver = Duration.ofMillis(Long.MAX_VALUE);
		assertThatIllegalArgumentException().isThrownBy(() -> ChatClient.builder().responseTimeout(forEver))
			.withMessageStartingWith("responseTimeout must be at most 36500 days");
		assertThatIllegalArgumentException().isThrownBy(() -> new CallOptions().responseTimeout(forEver))
			.withMessageStartingWith("responseTimeout must be at most 36500 days");
		assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(true, 3, Duration.ZERO, forEver))
			.withMessageStartingWith("maxBackoff must be at most 36500 days");
	}

	@Test
	void leavesNoThreadBehind() {
		Set<Thread> before = chatThreads();
		useEverything();
		await().atMost(WAIT).untilAsserted(() -> assertThat(chatThreads()).isSubsetOf(before));
	}

	private static void useEverything() {
		try (ChatTestServer server = ChatTestServer.start()) {
			String ada = server.createUser("ada", "ext-1");
			try (ChatClient client = ChatClient.builder()
				.apiKey(server.apiKey())
				.tokenProvider(() -> server.issueToken(ada))
				.baseUrl(server.baseUrl())
				.build()) {
				client.projectId();
				client.socket().connect();
				await().atMost(WAIT).until(client.socket()::isConnected);
				try (ChatClient derived = client.mutate().build()) {
					derived.socket().connect();
					await().atMost(WAIT).until(derived.socket()::isConnected);
				}
				assertThat(client.users().list().items()).hasSize(1);
				assertThat(client.socket().isConnected()).isTrue();
			}
		}
	}

	private static Set<Thread> chatThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("chat-") || thread.getName().startsWith("HttpClient-"))
			.collect(Collectors.toSet());
	}

}
