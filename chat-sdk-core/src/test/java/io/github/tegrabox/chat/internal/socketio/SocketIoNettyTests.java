package io.github.tegrabox.chat.internal.socketio;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link SocketIoTransport} over Reactor Netty.
 */
class SocketIoNettyTests extends WebSocketContractTests implements BoundedRefusalContractTests {

	@Override
	SocketTransport createTransport() {
		return new Transports(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder(), null, Connector.REACTOR);
	}

	@Test
	void takesAnAnswerWithAsManyHeadersAsProxiesAdd() throws IOException {
		String handshake = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}";
		try (Answers answers = Answers
			.start((head) -> withHeaders(Answers.webSocket(Answers.key(head), List.of(handshake, "40{\"sid\":\"t\"}")),
					40_000))) {
			open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			await().atMost(Duration.ofMinutes(1)).until(this.listener::isConnected);
		}
	}

	@Test
	void saysThatTheAnswerHasTooManyHeaders() throws IOException {
		try (Answers answers = Answers
			.start((head) -> withHeaders(Answers.webSocket(Answers.key(head), List.of()), 400_000))) {
			open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			awaitClosed("transport error");
		}
		assertThat(this.listener.closed().cause()).isInstanceOfSatisfying(HandshakeException.class,
				(refusal) -> assertThat(refusal.failure().words()).contains("header"));
	}

	@Test
	void saysThatTheAnswerIsNoneOfHttp() throws IOException {
		try (Answers answers = Answers.start("SSH-2.0-OpenSSH_9.2\r\n")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			awaitClosed("transport error");
		}
		assertThat(this.listener.closed().cause()).isInstanceOfSatisfying(HandshakeException.class, (refusal) -> {
			assertThat(refusal.failure().status()).isZero();
			assertThat(refusal.failure().words()).contains("SSH-2.0");
		});
	}

	private static byte[] withHeaders(byte[] answer, int length) {
		String text = new String(answer, StandardCharsets.ISO_8859_1);
		return text.replaceFirst("\r\n", "\r\nX-Policy: " + "p".repeat(length) + "\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	@Test
	void answersTheNewestOfManyPingsToAServerThatReadsSlowly() throws IOException, InterruptedException {
		// More than the buffers of both sockets hold, of pings and of pongs.
		int pings = 400_000;
		int pongs = 0;
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// Or all pongs might find room on their way.
			server.setReceiveBufferSize(64 * 1024);
			open(URI.create("http://127.0.0.1:" + server.getLocalPort()), Peer.TOKEN, Duration.ofHours(1));
			try (Socket socket = server.accept()) {
				socket.setSoTimeout((int) SOON.toMillis());
				DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
				OutputStream out = socket.getOutputStream();
				out.write(Answers.webSocket(Answers.key(Answers.readHead(in)), List.of()));
				CountDownLatch written = new CountDownLatch(1);
				CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writePings(pings, out))
					.whenComplete((done, failure) -> written.countDown());
				int last = 0;
				while (last < pings) {
					// One pong a millisecond. Two ends of which neither reads at all may
					// never come out of it again: their TCP drops what would tell them.
					boolean unused = written.await(1, TimeUnit.MILLISECONDS);
					assertThat(in.readUnsignedShort()).isEqualTo(0x8AFD);
					int mask = in.readInt();
					last = in.readInt() ^ mask;
					in.readFully(new byte[121]);
					pongs++;
				}
				writing.join();
			}
		}
		assertThat(pongs).isLessThan(pings);
	}

	private static void writePings(int count, OutputStream to) {
		ByteBuffer ping = ByteBuffer.allocate(127).put((byte) 0x89).put((byte) 125);
		OutputStream out = new BufferedOutputStream(to);
		try {
			for (int i = 1; i <= count; i++) {
				out.write(ping.putInt(2, i).array());
			}
			out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
