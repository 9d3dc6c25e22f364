package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.http.Delivery;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.DisconnectReason;
import io.github.tegrabox.chat.testserver.internal.socketio.Fate;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

class SocketFaultTests {

	private static final Duration PING_INTERVAL = Duration.ofMillis(100);

	private final TestServer server = start(
			SocketIoSettings.defaults().withHeartbeat(PING_INTERVAL, Duration.ofSeconds(2)));

	private final CompletableFuture<DisconnectReason> disconnected = new CompletableFuture<>();

	private final Namespace namespace = this.server.socketIo().of("/");

	SocketFaultTests() {
		this.namespace.onConnection((socket) -> {
			socket.onDisconnect(this.disconnected::complete);
			socket.on("echo", (args, ack) -> socket.emit("echoed", args.toArray()));
		});
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void closedSessionEndsWithACloseFrame() {
		try (TestClient client = TestClient.connect(this.server)) {
			socket().emit("last");
			socket().onSession((session) -> session.close(1001, "restart"));
			assertThat(client.next()).isEqualTo("42[\"last\"]");
			assertThat(client.end()).isEqualTo("1001");
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.FORCED_CLOSE);
		}
	}

	@Test
	void resetSessionEndsWithoutACloseFrame() {
		try (TestClient client = TestClient.connect(this.server)) {
			socket().onSession(EngineSession::reset);
			assertThat(client.end()).isEqualTo("error");
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
		}
	}

	@Test
	void mutedSessionSaysNothingEverAgain() {
		try (TestClient client = TestClient.connect(this.server)) {
			ServerSocket socket = socket();
			CompletableFuture<Void> muted = new CompletableFuture<>();
			socket.onSession((session) -> {
				session.mute();
				muted.complete(null);
			});
			muted.join();
			socket.emit("unheard");
			client.send("42[\"echo\",1]");
			client.leave();
			assertThat(client.poll(500, TimeUnit.MILLISECONDS)).isNull();
			assertThat(client.hasEnded()).isFalse();
			assertThat(socket.isConnected()).isTrue();
			client.abort();
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
		}
	}

	@Test
	void heldPingsDoNotEndTheSession() {
		try (TestClient client = TestClient.connect(this.server).withoutPongs()) {
			ServerSocket socket = socket();
			socket.onSession((session) -> session.holdPings(true));
			await().atMost(Duration.ofMinutes(1)).during(Duration.ofMillis(500)).until(socket::isConnected);
			socket.onSession((session) -> session.holdPings(false));
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.PING_TIMEOUT);
			assertThat(client.end()).isEqualTo("1000");
		}
	}

	@Test
	void ignoredPongsEndTheSession() {
		try (TestClient client = TestClient.connect(this.server)) {
			socket().onSession((session) -> session.ignorePongs(true));
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.PING_TIMEOUT);
			assertThat(client.end()).isEqualTo("1000");
		}
	}

	@Test
	void malformedPacketsArriveAsTheyAre() {
		try (TestClient client = TestClient.connect(this.server)) {
			socket().onSession((session) -> {
				session.send(Frame.text("42[\"broken\""));
				session.send(Frame.text("9"));
			});
			assertThat(client.next()).isEqualTo("42[\"broken\"");
			assertThat(client.next()).isEqualTo("9");
			socket().onSession((session) -> session.sendRaw(new byte[] { (byte) 0xff, 0x00 }));
			assertThat(client.end()).isEqualTo("error");
		}
	}

	@Test
	void filterDecidesTheFateOfEvents() {
		this.server.socketIo().outboundFilter((socket, event) -> switch (event) {
			case "dropped" -> Fate.drop();
			case "doubled" -> Fate.duplicate();
			case "late" -> Fate.delay(Duration.ofMillis(100));
			default -> Fate.deliver();
		});
		try (TestClient client = TestClient.connect(this.server)) {
			socket().emit("late", 1);
			socket().emit("dropped", 2);
			this.namespace.emit("doubled", 3);
			socket().emit("usual", 4);
			assertThat(client.next()).isEqualTo("42[\"doubled\",3]");
			assertThat(client.next()).isEqualTo("42[\"doubled\",3]");
			assertThat(client.next()).isEqualTo("42[\"usual\",4]");
			assertThat(client.next()).isEqualTo("42[\"late\",1]");
		}
	}

	@Test
	void guardRefusesNewSessionsAndLeavesOldOnesAlone() throws IOException {
		try (TestClient client = TestClient.connect(this.server);
				RawConnection polling = new RawConnection(this.server.port())) {
			this.server.socketIo().engine().guard((request) -> Optional.of(HttpResponse.of(503)));
			assertThatException().isThrownBy(() -> TestClient.open(this.server))
				.withMessageContaining("WebSocketHandshakeException");
			polling.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: h\r\n\r\n");
			assertThat(polling.read().status()).isEqualTo(503);
			client.send("42[\"echo\",1]");
			assertThat(client.next()).isEqualTo("42[\"echoed\",1]");
		}
	}

	@Test
	void guardMayResetTheConnection() {
		this.server.socketIo()
			.engine()
			.guard((request) -> Optional.of(HttpResponse.of(503).withDelivery(Delivery.reset())));
		assertThatException().isThrownBy(() -> TestClient.open(this.server)).withCauseInstanceOf(IOException.class);
	}

	@Test
	void clientThatDoesNotReadIsCutOffInTheEnd() throws IOException {
		// One whose pings do not end the connection before.
		try (TestServer patient = start(SocketIoSettings.defaults());
				RawConnection client = new RawConnection(patient.port())) {
			Namespace connected = patient.socketIo().of("/");
			connected.onConnection((socket) -> socket.onDisconnect(this.disconnected::complete));
			client.send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
					+ "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
			assertThat(client.readHead().status()).isEqualTo(101);
			byte[] connect = { (byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0' };
			client.send(connect);
			await().atMost(Duration.ofMinutes(1)).until(() -> !connected.sockets().isEmpty());
			String megabyte = "x".repeat(1_000_000);
			ServerSocket socket = connected.sockets().iterator().next();
			await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(() -> {
				socket.emit("flood", megabyte);
				return !socket.isConnected();
			});
			assertThat(this.disconnected.join()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
		}
	}

	private static TestServer start(SocketIoSettings settings) {
		return TestServer.start(settings, NettyServerSettings.defaults(),
				(request) -> CompletableFuture.completedFuture(HttpResponse.of(404)));
	}

	private ServerSocket socket() {
		return this.namespace.sockets().iterator().next();
	}

}
