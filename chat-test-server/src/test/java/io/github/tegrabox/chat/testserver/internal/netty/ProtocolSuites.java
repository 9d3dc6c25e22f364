package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineServer;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSettings;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.NodeProject.Output;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official test suites of Engine.IO 4 and Socket.IO 5, whose files are not part of
 * this project: the system property {@code suites} names a directory that has them, such
 * as the {@code docs} of a checkout of Socket.IO. Not part of the build for that reason:
 * <pre>
 * git clone --depth 1 https://github.com/socketio/socket.io
 * mvn -pl chat-test-server test -Dtest=ProtocolSuites -Dsuites=$PWD/socket.io/docs
 * </pre>
 */
class ProtocolSuites {

	private static final Duration PING_INTERVAL = Duration.ofMillis(300);

	private static final Duration PING_TIMEOUT = Duration.ofMillis(200);

	@Test
	void engineIoSuitePasses() throws IOException {
		NettyLoop loop = NettyLoop.create("chat-test-server-engine");
		EngineServer engine = new EngineServer(EngineSettings.defaults().withHeartbeat(PING_INTERVAL, PING_TIMEOUT),
				loop, EchoListener::new);
		try (NettyServer server = NettyServer.start(NettyServerSettings.defaults().withSocketPath("/engine.io"), loop,
				engine, (request) -> CompletableFuture.completedFuture(HttpResponse.of(404)))) {
			run("engine.io-protocol/v4-test-suite", server.port());
		}
	}

	@Test
	void socketIoSuitePasses() throws IOException {
		SocketIoSettings settings = SocketIoSettings.defaults().withHeartbeat(PING_INTERVAL, PING_TIMEOUT);
		try (TestServer server = TestServer.start(settings, NettyServerSettings.defaults(),
				(request) -> CompletableFuture.completedFuture(HttpResponse.of(404)))) {
			echo(server.socketIo().of("/"));
			echo(server.socketIo().of("/custom"));
			run("socket.io-protocol/v5-test-suite", server.port());
		}
	}

	private static void echo(Namespace namespace) {
		namespace.onConnection((socket) -> {
			socket.emit("auth", socket.handshake().auth());
			socket.on("message", (args, ack) -> socket.emit("message-back", args.toArray()));
			socket.on("message-with-ack", (args, ack) -> ack.send(args.toArray()));
		});
	}

	private static void run(String suite, int port) throws IOException {
		String suites = System.getProperty("suites");
		assertThat(suites).as("system property 'suites', a directory with %s", suite).isNotNull();
		Path source = Path.of(suites, suite);
		Path target = Files.createDirectories(NodeProject.prepare().resolve("suites").resolve(suite));
		Files.writeString(target.resolve("package.json"), "{\"type\":\"module\"}");
		for (String file : new String[] { "node-imports.js", "test-suite.js" }) {
			String script = Files.readString(source.resolve(file));
			Files.writeString(target.resolve(file),
					script.replace("http://localhost:3000", "http://127.0.0.1:" + port));
		}
		Output output = NodeProject.run("node", "node_modules/mocha/bin/mocha", "--exit",
				target.resolve("test-suite.js").toString());
		System.out.println(output.text());
		assertThat(output.status()).as(output.text()).isZero();
	}

}
