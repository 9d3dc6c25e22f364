package com.example.app;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import io.github.tegrabox.chat.testserver.boot.ChatEvents;
import io.github.tegrabox.chat.testserver.fault.Faults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of what the log of an application warns of: an outage once, and nothing that has
 * passed before anybody could act on it.
 */
@SpringBootTest(classes = ChatApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "chat.socket.user.external-id=my-backend", "chat.socket.rooms=*",
				"chat.socket.room-discovery-interval=50ms" })
@AutoConfigureChatTestServer
@ExtendWith(OutputCaptureExtension.class)
class WarningTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	@Autowired
	private ChatTestServer server;

	@Autowired
	private ChatSocket socket;

	@Autowired
	private ChatEvents events;

	@BeforeEach
	void emptyTheServerOfAConnectedApplication() {
		await().atMost(WAIT).until(this.socket::isConnected);
		this.server.reset();
	}

	@RepeatedTest(3)
	void aServerThatIsEmptiedBetweenTestsIsNoWarning(CapturedOutput output) {
		hearSomething();
		assertThat(warnings(output)).isEmpty();
	}

	@RepeatedTest(3)
	void anOutageIsToldOnce(CapturedOutput output) {
		hearSomething();
		this.events.clear();
		this.server.faults().on(Faults.HANDSHAKE).respond(503);
		this.server.cutSockets();
		this.events.await(SocketDisconnected.class, WAIT);
		this.server.faults().on(Faults.ANY).respond(503);
		await().atMost(WAIT).until(() -> failedAttempts() >= 3);
		this.server.faults().clear();
		hearSomething();
		assertThat(warnings(output)).singleElement().asString().contains("does not connect", "503");
	}

	private long failedAttempts() {
		return this.events.of(SocketError.class).stream().filter((error) -> error.roomId() == null).count();
	}

	private void hearSomething() {
		String alice = this.server.createUser("alice", UUID.randomUUID().toString());
		String room = this.server.createRoom("Lobby", alice);
		await().atMost(WAIT).untilAsserted(() -> {
			this.server.createMessage(room, alice, "anybody here?");
			assertThat(this.events.of(MessageReceived.class)).anyMatch((event) -> event.roomId().equals(room));
		});
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.matches(".* (WARN|ERROR) .*")).toList();
	}

}
