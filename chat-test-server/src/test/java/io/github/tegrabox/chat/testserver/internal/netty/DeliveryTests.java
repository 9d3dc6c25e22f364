package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.http.Delivery;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.RawConnection.Response;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeliveryTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

	@Test
	void delayedResponseComesLateAndWhole() throws IOException {
		try (TestServer server = serve(Delivery.normal().delayedBy(Duration.ofMillis(150)));
				RawConnection connection = new RawConnection(server.port())) {
			long start = System.nanoTime();
			connection.send(GET + GET);
			assertThat(connection.read().body()).isEqualTo("0123456789");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
			assertThat(connection.read().body()).isEqualTo("0123456789");
		}
	}

	@Test
	void slowBodyComesInPieces() throws IOException {
		try (TestServer server = serve(Delivery.normal().inChunks(4, Duration.ofMillis(60)));
				RawConnection connection = new RawConnection(server.port())) {
			long start = System.nanoTime();
			connection.send(GET + GET);
			assertThat(connection.read().body()).isEqualTo("0123456789");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(110));
			assertThat(connection.read().body()).isEqualTo("0123456789");
		}
	}

	@Test
	void resetLeavesTheClientWithoutAnAnswer() throws IOException {
		try (TestServer server = serve(Delivery.reset()); RawConnection connection = new RawConnection(server.port())) {
			connection.send(GET);
			assertThatExceptionOfType(SocketException.class).isThrownBy(connection::readByte)
				.withMessageContaining("reset");
		}
	}

	@Test
	void cutBodyBreaksOffWithAReset() throws IOException {
		try (TestServer server = serve(Delivery.normal().cutAfter(3));
				RawConnection connection = new RawConnection(server.port())) {
			connection.send(GET);
			Response head = connection.readHead();
			assertThat(head.status()).isEqualTo(200);
			assertThat(head.headers()).containsEntry("content-length", "10");
			assertThat(connection.readByte()).isEqualTo('0');
			assertThat(connection.readByte()).isEqualTo('1');
			assertThat(connection.readByte()).isEqualTo('2');
			assertThatExceptionOfType(SocketException.class).isThrownBy(connection::readByte)
				.withMessageContaining("reset");
		}
	}

	@Test
	void cutAfterTheWholeBodyPromisesMore() throws IOException {
		try (TestServer server = serve(Delivery.normal().cutAfter(10));
				RawConnection connection = new RawConnection(server.port())) {
			connection.send(GET);
			assertThat(connection.readHead().headers()).containsEntry("content-length", "11");
		}
	}

	private static TestServer serve(Delivery delivery) {
		return TestServer.start(SocketIoSettings.defaults(), NettyServerSettings.defaults(),
				(request) -> CompletableFuture
					.completedFuture(HttpResponse.text(200, "0123456789").withDelivery(delivery)));
	}

}
