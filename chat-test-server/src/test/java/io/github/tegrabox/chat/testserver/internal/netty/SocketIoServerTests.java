package io.github.tegrabox.chat.testserver.internal.netty;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.tegrabox.chat.testserver.internal.socketio.ConnectRefusedException;
import io.github.tegrabox.chat.testserver.internal.socketio.DisconnectReason;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class SocketIoServerTests {

	private final TestServer server = TestServer.start();

	private final Namespace namespace = this.server.socketIo().of("/");

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void clientsAcknowledgementReachesTheCaller() throws Exception {
		try (TestClient client = TestClient.connect(this.server)) {
			CompletableFuture<List<JsonNode>> answer = socket().emitWithAck(Duration.ofSeconds(20), "question", 1);
			assertThat(client.next()).isEqualTo("420[\"question\",1]");
			client.send("430[42,{\"a\":null}]");
			assertThat(answer.get(1, TimeUnit.MINUTES)).hasToString("[42, {\"a\":null}]");
		}
	}

	@Test
	void missingAcknowledgementFailsInTime() {
		try (TestClient client = TestClient.connect(this.server)) {
			CompletableFuture<List<JsonNode>> answer = socket().emitWithAck(Duration.ofMillis(50), "question");
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(1, TimeUnit.MINUTES))
				.withCauseInstanceOf(TimeoutException.class);
			client.next();
			client.send("430[\"too late\"]");
			socket().emit("still there");
			assertThat(client.next()).isEqualTo("42[\"still there\"]");
		}
	}

	@Test
	void pendingAcknowledgementFailsWhenTheClientLeaves() {
		try (TestClient client = TestClient.connect(this.server)) {
			CompletableFuture<List<JsonNode>> answer = socket().emitWithAck(Duration.ofHours(1), "question");
			client.next();
			client.send("41");
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(1, TimeUnit.MINUTES))
				.withMessageContaining(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT.toString());
		}
	}

	@Test
	void acknowledgementIsSentOnce() {
		this.namespace.onConnection((socket) -> socket.on("ask", (args, ack) -> {
			assertThat(ack.isRequested()).isTrue();
			ack.send("first", new byte[] { 1 });
			ack.send("second");
		}));
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("427[\"ask\"]");
			assertThat(client.next()).isEqualTo("461-7[\"first\",{\"_placeholder\":true,\"num\":0}]");
			assertThat(client.next()).isEqualTo("b01");
			socket().emit("next");
			assertThat(client.next()).isEqualTo("42[\"next\"]");
		}
	}

	@Test
	void refusalCarriesItsData() {
		this.namespace.use((socket) -> {
			throw new ConnectRefusedException("unauthorized", Map.of("code", "token_missing"));
		});
		try (TestClient client = TestClient.open(this.server)) {
			client.send("40");
			assertThat(client.next())
				.isEqualTo("44{\"message\":\"unauthorized\",\"data\":{\"code\":\"token_missing\"}}");
			assertThat(this.namespace.sockets()).isEmpty();
		}
	}

	@Test
	void brokenMiddlewareRefusesWithoutDetails() {
		this.namespace.use((socket) -> {
			throw new IllegalStateException("on purpose");
		});
		try (TestClient client = TestClient.open(this.server)) {
			client.send("40");
			assertThat(client.next()).isEqualTo("44{\"message\":\"internal error\"}");
		}
	}

	@Test
	void brokenHandlerHarmsNobody() {
		this.namespace.onConnection((socket) -> {
			socket.on("break", (args, ack) -> {
				throw new IllegalStateException("on purpose");
			});
			socket.on("echo", (args, ack) -> socket.emit("echoed"));
		});
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("42[\"break\"]");
			client.send("42[\"unknown\"]");
			client.send("42[\"echo\"]");
			assertThat(client.next()).isEqualTo("42[\"echoed\"]");
		}
	}

	@Test
	void unwritableArgumentIsTheCallersFault() {
		try (TestClient client = TestClient.connect(this.server)) {
			Object unwritable = new Object() {

				@SuppressWarnings("unused")
				public String getName() {
					throw new IllegalStateException("on purpose");
				}

			};
			assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> socket().emit("a", unwritable));
			socket().emit("b");
			assertThat(client.next()).isEqualTo("42[\"b\"]");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "4", "49", "42", "42{}", "42[]", "42[null]", "42[\"disconnect\"]", "42[\"a\"",
			"42[\"a\"]x", "45[\"a\"]", "451[\"a\"]", "4511-[\"a\"]", "459999999999999999999-[\"a\"]",
			"429999999999999999999[\"a\"]", "43[]", "431{}", "44", "44{}", "40", "40[]", "41{}", "42/other,[\"a\"]",
			"x", "" })
	void whatIsNoPacketEndsTheConnection(String packet) {
		try (TestClient client = TestClient.connect(this.server)) {
			client.send(packet);
			assertThat(client.end()).isIn("1000", "1008");
			await().atMost(Duration.ofMinutes(1)).until(() -> this.server.socketIo().engine().sessions().isEmpty());
			assertThat(this.namespace.sockets()).isEmpty();
		}
	}

	@Test
	void jsonNestedTooDeepEndsTheConnection() {
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("42[\"a\"," + "[".repeat(50_000) + "]".repeat(50_000) + "]");
			assertThat(client.end()).isEqualTo("1008");
		}
	}

	@Test
	void messageBeyondTheLimitEndsTheConnection() {
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("42[\"a\",\"" + "x".repeat(1_000_000) + "\"]");
			assertThat(client.end()).isEqualTo("1009");
		}
	}

	@Test
	void attachmentsOutOfPlaceEndTheConnection() {
		try (TestClient client = TestClient.connect(this.server)) {
			client.send(new byte[] { 1 });
			assertThat(client.end()).isEqualTo("1008");
		}
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
			client.send("42[\"b\"]");
			assertThat(client.end()).isEqualTo("1008");
		}
		try (TestClient client = TestClient.connect(this.server)) {
			client.send("451-[\"a\",{\"_placeholder\":true,\"num\":1}]");
			client.send(new byte[] { 1 });
			assertThat(client.end()).isEqualTo("1008");
		}
	}

	@Test
	void socketInTwoRoomsGetsABroadcastOnce() {
		try (TestClient client = TestClient.connect(this.server); TestClient other = TestClient.connect(this.server)) {
			Collection<ServerSocket> sockets = this.namespace.sockets();
			sockets.forEach((socket) -> socket.join("a"));
			sockets.forEach((socket) -> socket.join("b"));
			this.namespace.to("a").to("b").emit("hello");
			this.namespace.emit("bye");
			for (TestClient each : List.of(client, other)) {
				assertThat(each.next()).isEqualTo("42[\"hello\"]");
				assertThat(each.next()).isEqualTo("42[\"bye\"]");
			}
		}
		await().atMost(Duration.ofMinutes(1)).until(() -> this.namespace.sockets("a").isEmpty());
	}

	private ServerSocket socket() {
		return this.namespace.sockets().iterator().next();
	}

}
