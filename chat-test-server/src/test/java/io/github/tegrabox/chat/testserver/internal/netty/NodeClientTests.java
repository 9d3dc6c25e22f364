package io.github.tegrabox.chat.testserver.internal.netty;

import java.time.Duration;
import java.util.Map;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSettings;
import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.NodeProject.Output;
import io.github.tegrabox.chat.testserver.internal.socketio.ConnectRefusedException;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official client for Node.js against this server.
 */
class NodeClientTests {

	private static final int BATCH = 10;

	/** The client's process may have to share the processor with much else. */
	private static final SocketIoSettings PATIENT = new SocketIoSettings(new EngineSettings(Duration.ofSeconds(25),
			Duration.ofSeconds(60), Duration.ofSeconds(60), 1_000_000, 64_000_000), Duration.ofSeconds(60), 10, 100);

	private static TestServer server;

	@BeforeAll
	static void start() {
		NodeProject.prepare();
		server = TestServer.start(PATIENT.withHeartbeat(Duration.ofMillis(300), Duration.ofSeconds(60)),
				NettyServerSettings.defaults(), (request) -> completedFuture(HttpResponse.of(404)));
		configure(server);
		Namespace admin = server.socketIo().of("/admin");
		admin.onConnection((socket) -> socket.on("talk", (args, ack) -> socket.emit("from-admin", "hello")));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "websocket", "polling,websocket" })
	void officialClientIsServedOverEveryTransport(String transports) {
		Output output = NodeProject.run("node", "client.mjs", server.uri("").toString(), transports);
		assertThat(output.status()).as(output.text()).isZero();
		assertThat(output.text()).contains("13 checks passed");
	}

	@Test
	void noMessageIsLostOrReorderedAcrossTheUpgrade() {
		try (TestServer busy = TestServer.start(PATIENT, NettyServerSettings.defaults(),
				(request) -> completedFuture(HttpResponse.of(404)))) {
			configure(busy);
			Output output = NodeProject.run("node", "upgrade-stress.mjs", busy.uri("").toString(), "400", "100");
			assertThat(output.status()).as(output.text()).isZero();
			assertThat(output.text()).contains("400 clients, 400 upgraded, 40000 messages each way, 0 lost");
		}
	}

	private static void configure(TestServer server) {
		Namespace namespace = server.socketIo().of("/");
		namespace.use((socket) -> {
			if (!socket.handshake().auth().path("token").asString("").equals("good")) {
				throw new ConnectRefusedException("unauthorized", Map.of("code", "token_invalid"));
			}
		});
		namespace.onConnection((socket) -> {
			socket.on("echo", (args, ack) -> ack.send((Object) args));
			socket.on("back", (args, ack) -> socket.emit("echoed", args.toArray()));
			socket.on("ask-me", (args, ack) -> socket.emitWithAck(Duration.ofMinutes(1), "question", args.toArray())
				.thenAccept((answer) -> ack.send(answer)));
			socket.on("join", (args, ack) -> {
				socket.join(args.get(0).asString());
				ack.send();
			});
			socket.on("leave", (args, ack) -> {
				socket.leave(args.get(0).asString());
				ack.send();
			});
			socket.on("say", (args, ack) -> socket.to(args.get(0).asString()).emit("said", args.get(1), args.get(2)));
			socket.on("send-me-away", (args, ack) -> socket.disconnect(args.get(0).booleanValue()));
			socket.on("close-connection", (args, ack) -> socket.onSession(EngineSession::close));
			socket.on("count", (args, ack) -> count(server.loop(), socket, args.get(0).intValue()));
		});
	}

	/** In batches with pauses between them, so that they span the upgrade. */
	private static void count(TaskLoop loop, ServerSocket socket, int messages) {
		for (int from = 0; from < messages; from += BATCH) {
			int first = from;
			loop.schedule(Duration.ofMillis(3L * from / BATCH), () -> {
				for (int number = first; number < Math.min(messages, first + BATCH); number++) {
					socket.emit("number", number);
				}
			});
		}
	}

}
