package io.github.tegrabox.chat.internal.socketio.library;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.net.HttpExecutor;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.github.tegrabox.chat.wire.WireSettings;
import io.socket.thread.EventThread;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link UpgradeSocket}.
 */
class UpgradeSocketTests {

	private final ClientThreads threads = new ClientThreads();

	private final List<String> signals = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void theLibraryHearsOfAFailureAfterTheCallInWhichItComes() {
		duringACall((socket) -> socket.failed(new IOException("gone")));
		assertThat(this.signals).containsExactly("call", "failure");
	}

	@Test
	void theLibraryHearsOfTheEndAfterTheCallInWhichItComes() {
		duringACall((socket) -> socket.closed("transport close", null));
		assertThat(this.signals).containsExactly("call", "closed");
	}

	private void duringACall(Consumer<UpgradeSocket> end) {
		UpgradeSocket socket = socket();
		EventThread.exec(() -> {
			end.accept(socket);
			this.signals.add("call");
		});
		await().atMost(Duration.ofMinutes(1)).until(() -> this.signals.size() == 2);
	}

	private UpgradeSocket socket() {
		ConnectRequest request = new ConnectRequest(URI.create("http://127.0.0.1:1"), "/socket.io", List.of("polling"),
				new Token("a.b.c", null), Duration.ofSeconds(1), WireSettings.defaults(), 1024 * 1024);
		HttpClientHolder client = new HttpClientHolder(HttpClient.newBuilder(), new HttpExecutor(this.threads));
		LibraryLink link = new LibraryLink(request, new NoListener(), client, this.threads);
		return new UpgradeSocket(link, new Request.Builder().url("http://127.0.0.1:1/").build(), new Library());
	}

	/**
	 * What the library hears.
	 */
	private final class Library extends WebSocketListener {

		@Override
		public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
			UpgradeSocketTests.this.signals.add("failure");
		}

		@Override
		public void onClosed(WebSocket socket, int code, String reason) {
			UpgradeSocketTests.this.signals.add("closed");
		}

	}

	/**
	 * Of a link that is not opened here.
	 */
	private static final class NoListener implements LinkListener {

		@Override
		public void received(char[] text, int from, int to) {
			throw new AssertionError();
		}

		@Override
		public void received(byte[] text, int from, int to) {
			throw new AssertionError();
		}

		@Override
		public void receivedBinary() {
			throw new AssertionError();
		}

		@Override
		public void receivedOversized(String start, long size) {
			throw new AssertionError();
		}

		@Override
		public void closed(String reason, @Nullable String words) {
			throw new AssertionError();
		}

		@Override
		public void failed(@Nullable Throwable cause) {
			throw new AssertionError();
		}

	}

}
