package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Garbage on the port harms nobody else. The system properties {@code fuzz.inputs}
 * (10,000 by default) and {@code fuzz.seed} make it more or other garbage: <pre>
 * mvn -pl chat-test-server test -Dtest=FuzzTests -Dfuzz.inputs=100000
 * </pre>
 */
@Tag("load")
class FuzzTests {

	private static final int INPUTS = Integer.getInteger("fuzz.inputs", 10_000);

	private static final long SEED = Long.getLong("fuzz.seed", 4L);

	private static final byte[] UPGRADE = ("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h\r\n"
			+ "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
			+ "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
		.getBytes(ISO_8859_1);

	@Test
	void garbageHarmsNobodyElse() throws IOException {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
		ByteArrayOutputStream log = new ByteArrayOutputStream();
		PrintStream console = System.err;
		System.setErr(new PrintStream(log, true, UTF_8));
		try {
			throwGarbage();
			provokeLeakReports();
		}
		finally {
			System.setErr(console);
		}
		assertThat(log.toString(UTF_8)).as("log, seed %s", SEED).doesNotContain("WARN", "ERROR", "Exception");
	}

	private static void throwGarbage() throws IOException {
		Fuzz fuzz = new Fuzz(SEED);
		try (TestServer server = TestServer.start(SocketIoSettings.defaults(), NettyServerSettings.defaults(),
				(request) -> CompletableFuture.completedFuture(HttpResponse.of(200)))) {
			server.socketIo()
				.of("/")
				.onConnection((socket) -> socket.on("echo", (args, ack) -> socket.emit("echoed", args.toArray())));
			try (TestClient bystander = TestClient.connect(server)) {
				for (int inputs = 0; inputs < INPUTS;) {
					inputs += httpGarbage(fuzz, server.port());
					inputs += webSocketGarbage(fuzz, server.port());
					bystander.send("42[\"echo\"," + inputs + "]");
					assertThat(bystander.next()).as("echo after %s inputs, seed %s", inputs, SEED)
						.isEqualTo("42[\"echoed\"," + inputs + "]");
				}
				await().atMost(Duration.ofMinutes(1)).until(() -> server.socketIo().sockets().size() == 1);
			}
		}
	}

	/**
	 * Odd requests, all of which the server sees, and at last a broken one, at which it
	 * closes.
	 */
	private static int httpGarbage(Fuzz fuzz, int port) throws IOException {
		int count = fuzz.upTo(15);
		ByteArrayOutputStream garbage = new ByteArrayOutputStream();
		for (int i = 1; i < count; i++) {
			garbage.writeBytes(fuzz.oddRequest());
		}
		garbage.writeBytes((fuzz.upTo(3) == 1) ? fuzz.noise() : fuzz.brokenRequest());
		throwAt(port, garbage.toByteArray());
		return count;
	}

	private static int webSocketGarbage(Fuzz fuzz, int port) throws IOException {
		int count = fuzz.upTo(8);
		ByteArrayOutputStream garbage = new ByteArrayOutputStream();
		for (int i = 0; i < count; i++) {
			garbage.writeBytes(fuzz.frame());
		}
		try (Socket socket = open(port)) {
			socket.getOutputStream().write(UPGRADE);
			// The answer and the session's first frame.
			assertThat(socket.getInputStream().read()).isEqualTo('H');
			throwAt(socket, garbage.toByteArray());
		}
		return count;
	}

	private static void throwAt(int port, byte[] garbage) throws IOException {
		try (Socket socket = open(port)) {
			throwAt(socket, garbage);
		}
	}

	/** Until the server has closed, so that it has seen everything. */
	private static void throwAt(Socket socket, byte[] garbage) throws IOException {
		try {
			socket.getOutputStream().write(garbage);
			socket.shutdownOutput();
			while (socket.getInputStream().read(new byte[8192]) >= 0) {
				assertThat(socket.isConnected()).isTrue();
			}
		}
		catch (SocketException ex) {
			assertThat(ex).hasMessageMatching(".*(reset|Broken pipe|closed|abort).*");
		}
	}

	private static Socket open(int port) throws IOException {
		Socket socket = new Socket();
		socket.setSoTimeout(20_000);
		socket.setSoLinger(true, 0);
		socket.connect(new InetSocketAddress("127.0.0.1", port));
		return socket;
	}

	/** Leaks are found by the garbage collector and reported by the next allocations. */
	private static void provokeLeakReports() {
		for (int i = 0; i < 5; i++) {
			System.gc();
			for (byte[] bytes : List.of(new byte[1], new byte[1000])) {
				assertThat(Unpooled.directBuffer().writeBytes(bytes).release()).isTrue();
			}
		}
	}

}
