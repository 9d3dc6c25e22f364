package io.github.tegrabox.chat.testserver.internal.netty;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bare WebSocket client that speaks packets by hand and answers pings as long as it is
 * told to.
 */
final class TestClient implements WebSocket.Listener, AutoCloseable {

	static final long TIMEOUT_SECONDS = 20;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final CompletableFuture<String> end = new CompletableFuture<>();

	private final StringBuilder partial = new StringBuilder();

	private final WebSocket webSocket;

	/** The last send: the JDK takes one at a time, and pongs go out beside the test's. */
	private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

	private volatile boolean answersPings = true;

	private TestClient(int port) {
		this.webSocket = HTTP.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), this)
			.join();
	}

	/** Opens a connection and waits for the session. */
	static TestClient open(TestServer server) {
		return open(server.port());
	}

	private static TestClient open(int port) {
		TestClient client = new TestClient(port);
		assertThat(client.next()).startsWith("0{");
		return client;
	}

	/** Opens a connection and joins the main namespace. */
	static TestClient connect(TestServer server) {
		return connect(server.port());
	}

	/** Opens a connection and joins the main namespace. */
	static TestClient connect(int port) {
		TestClient client = open(port);
		client.send("40");
		assertThat(client.next()).startsWith("40{");
		return client;
	}

	TestClient withoutPongs() {
		this.answersPings = false;
		return this;
	}

	void send(String packet) {
		send(() -> this.webSocket.sendText(packet, true)).join();
	}

	void send(byte[] data) {
		send(() -> this.webSocket.sendBinary(ByteBuffer.wrap(data), true)).join();
	}

	private synchronized CompletableFuture<?> send(Supplier<CompletableFuture<?>> next) {
		this.sending = this.sending.handle((done, failure) -> next.get()).thenCompose((sent) -> sent);
		return this.sending;
	}

	/**
	 * Waits for the next packet that is no ping; binary ones as {@code b} and their bytes
	 * in hex.
	 */
	String next() {
		String packet = poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		assertThat(packet).as("packet in time, end: %s", this.end).isNotNull();
		return packet;
	}

	@Nullable String poll(long time, TimeUnit unit) {
		try {
			return this.received.poll(time, unit);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Waits for the end: the status of the close frame, or {@code error}. */
	String end() {
		return this.end.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
	}

	boolean hasEnded() {
		return this.end.isDone();
	}

	void leave() {
		this.webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.partial.append(data);
		socket.request(1);
		if (last) {
			String packet = this.partial.toString();
			this.partial.setLength(0);
			if (!packet.equals("2")) {
				this.received.add(packet);
			}
			else if (this.answersPings) {
				return send(() -> socket.sendText("3", true));
			}
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
		StringBuilder hex = new StringBuilder("b");
		while (data.hasRemaining()) {
			hex.append(String.format("%02x", data.get()));
		}
		this.received.add(hex.toString());
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
		this.end.complete(String.valueOf(status));
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable error) {
		this.end.complete("error");
	}

	/** Drops the connection. */
	void abort() {
		this.webSocket.abort();
	}

	@Override
	public void close() {
		abort();
	}

}
