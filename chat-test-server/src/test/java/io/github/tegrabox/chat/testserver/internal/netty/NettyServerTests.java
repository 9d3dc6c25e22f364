package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class NettyServerTests {

	@Test
	void closedServerLeavesNoThreadAndNoPortBehind() throws IOException {
		Set<Thread> before = threads();
		for (int i = 0; i < 20; i++) {
			TestServer server = TestServer.start();
			int port = server.port();
			try (TestClient client = TestClient.open(server)) {
				server.stop();
				assertThat(client.end()).isEqualTo("1001");
			}
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawConnection(port));
			new ServerSocket(port).close();
			assertThat(threads()).isSubsetOf(before);
		}
	}

	@Test
	void closedServerSaysGoodbye() throws IOException {
		try (TestServer server = TestServer.start(); RawConnection client = new RawConnection(server.port())) {
			client.send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
					+ "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
			assertThat(client.readHead().status()).isEqualTo(101);
			assertThat(new String(client.readFrame(), StandardCharsets.UTF_8)).startsWith("0{");
			server.stop();
			assertThat(client.readFrame()).startsWith(1001 >> 8, 1001 & 0xff);
			assertThat(client.readByte()).isEqualTo(-1);
		}
	}

	@Test
	void serverMayBeClosedTwiceAndByItsOwnThread() {
		CompletableFuture<TestServer> self = new CompletableFuture<>();
		TestServer server = TestServer.start(SocketIoSettings.defaults(), NettyServerSettings.defaults(), (request) -> {
			self.join().close();
			return CompletableFuture.completedFuture(HttpResponse.of(204));
		});
		self.complete(server);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
			try (RawConnection connection = new RawConnection(server.port())) {
				connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
				connection.readHead();
			}
		});
		server.close();
		server.close();
	}

	@Test
	void takenPortIsAClearFailure() throws IOException {
		Set<Thread> before = threads();
		try (TestServer first = TestServer.start()) {
			NettyServerSettings settings = NettyServerSettings.defaults().withAddress("127.0.0.1", first.port());
			assertThatIllegalStateException()
				.isThrownBy(() -> TestServer.start(SocketIoSettings.defaults(), settings,
						(request) -> CompletableFuture.completedFuture(HttpResponse.of(404))))
				.withMessageContaining("127.0.0.1:" + first.port());
		}
		assertThat(threads()).isSubsetOf(before);
	}

	/** All but those that the JDK starts for the test client. */
	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName()
				.matches("HttpClient.*|ForkJoinPool.*|CompletableFutureDelayScheduler|Thread-\\d+"))
			.collect(Collectors.toSet());
	}

}
