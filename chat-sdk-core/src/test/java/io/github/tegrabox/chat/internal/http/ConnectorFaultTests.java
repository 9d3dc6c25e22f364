package io.github.tegrabox.chat.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.LocalhostCertificate;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatConflictException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.error.ChatValidationException;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Faults end in the same exceptions, whatever connector meets them.
 */
@ParameterizedClass
@EnumSource
class ConnectorFaultTests {

	private static final CreateUserInput ADA = CreateUserInput.of("ada", "ext-1");

	private static final RetrySettings QUICK = new RetrySettings(true, 3, Duration.ofMillis(1), Duration.ofMillis(5));

	private static final RetrySettings NEVER = new RetrySettings(false, 1, Duration.ZERO, Duration.ZERO);

	private final ChatTestServer server = ChatTestServer.start();

	private final LogWatch log = new LogWatch();

	private final Connector.Open connector;

	private final ChatClient client;

	ConnectorFaultTests(Connector connector) {
		this.connector = connector.open();
		this.client = builder().build();
	}

	private ChatClientBuilder<ChatClient> builder() {
		return ChatClient.builder()
			.apiKey(this.server.apiKey())
			.baseUrl(this.server.baseUrl())
			.retry(QUICK)
			.apply(this.connector.settings());
	}

	@AfterEach
	void close() {
		this.client.close();
		this.connector.close();
		this.server.close();
		this.log.close();
		assertThat(this.log.errors()).isEmpty();
	}

	@Test
	void typesEveryStatus() {
		Map.of(400, ChatValidationException.class, 422, ChatValidationException.class, 401,
				ChatAuthenticationException.class, 403, ChatAuthenticationException.class, 404,
				ChatNotFoundException.class, 409, ChatConflictException.class, 429, ChatRateLimitException.class, 501,
				ChatNotImplementedException.class, 503, ChatServerException.class, 418, ChatApiException.class)
			.forEach((status, type) -> {
				// What was certainly refused is repeated.
				this.server.faults().on("users.create").times((status == 429) ? 3 : 1).respond(status);
				assertThatExceptionOfType(ChatApiException.class).isThrownBy(() -> this.client.users().create(ADA))
					.satisfies((ex) -> {
						assertThat(ex).isExactlyInstanceOf(type);
						assertThat(ex.status()).isEqualTo(status);
					});
			});
		assertThat(this.client.users().create(ADA).username()).isEqualTo("ada");
	}

	@Test
	void saysThatNothingWasSentIfThereIsNoServer() {
		this.server.close();
		assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> this.client.users().create(ADA))
			.withMessageContaining("nothing was sent");
	}

	@Test
	void boundsTheTimeToConnect() throws IOException {
		List<Socket> queued = new ArrayList<>();
		try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fill(deaf, queued);
			try (ChatClient other = this.client.mutate()
				.baseUrl("http://127.0.0.1:" + deaf.getLocalPort())
				.retry(NEVER)
				.build()) {
				assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(other::projectId)
					.withMessageStartingWith("GET /api/projects/current: no")
					.withMessageNotContaining("no complete answer within");
			}
		}
		for (Socket socket : queued) {
			socket.close();
		}
	}

	/**
	 * Connects until the queue of those whom the server has not accepted yet is full.
	 */
	private static void fill(ServerSocket server, List<Socket> queued) throws IOException {
		boolean full = false;
		while (!full) {
			Socket socket = new Socket();
			queued.add(socket);
			try {
				socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
			}
			catch (SocketTimeoutException ex) {
				full = true;
			}
		}
	}

	@Test
	void boundsTheTimeUntilTheAnswerIsComplete() {
		this.client.users().create(ADA);
		try (ChatClient hasty = this.client.mutate().responseTimeout(Duration.ofMillis(700)).retry(NEVER).build()) {
			hasty.projectId();
			this.server.faults().on("users.list").times(1).slowBody(1, Duration.ofMillis(200));
			this.server.faults().on("users.get").times(1).delay(Duration.ofSeconds(3));
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> hasty.users().list())
				.withMessageContaining("no complete answer within PT0.7S");
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> hasty.users().get("usr_1"))
				.withMessageContaining("no complete answer within PT0.7S");
			assertThat(this.client.users().list().items()).hasSize(1);
		}
	}

	@Test
	void repeatsReadsButNoWritesAfterACut() {
		this.client.projectId();
		this.server.faults().on("users.list").times(1).cutBeforeApplying();
		this.server.faults().on("users.list").times(1).cutWithinAnswer();
		assertThat(this.client.users().list().items()).isEmpty();
		assertThat(this.server.recorder().count("users.list")).isEqualTo(3);
		this.server.faults().on("users.create").times(1).cutBeforeApplying();
		this.server.faults().on("users.create").times(1).cutWithinAnswer();
		this.server.faults().on("users.create").times(1).cutAfterApplying();
		for (int attempt = 1; attempt <= 3; attempt++) {
			CreateUserInput input = CreateUserInput.of("ada", "ext-" + attempt);
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> this.client.users().create(input))
				.withMessageContaining("POST /api/projects/")
				.withMessageNotContaining("nothing was sent");
			assertThat(this.server.recorder().count("users.create")).isEqualTo(attempt);
		}
	}

	@Test
	void takesAnAnswerThatIsNotTlsForAFailureOfTheNetwork() {
		try (ChatClient other = this.client.mutate()
			.baseUrl(this.server.baseUrl().replace("http:", "https:"))
			.build()) {
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(other::projectId)
				.withMessageStartingWith("GET /api/projects/current: no");
		}
	}

	@Test
	void boundsTheSizeOfABody() {
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				"{\"id\":\"" + "x".repeat(ResponseReader.MAX_BODY) + "\"}"));
				ChatClient other = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(other::projectId)
				.withMessageContaining("larger than 8388608 bytes");
			assertThat(this.log.errorsAndLeaks()).isEmpty();
		}
	}

	@Test
	void readsAnAnswerWhateverItSaysOfItsType() {
		for (String type : List.of("json", "application/json; charset=utf8mb4")) {
			try (StubServer stub = new StubServer((exchange) -> {
				exchange.getResponseHeaders().set("Content-Type", type);
				exchange.getResponseHeaders().set("Retry-After", "60");
				String path = exchange.getRequestURI().getPath();
				if (path.endsWith("/current")) {
					StubServer.respond(exchange, 200, "{\"id\":\"prj_1\"}");
				}
				else if (path.endsWith("/users")) {
					StubServer.respond(exchange, 429, "{\"error\":{\"code\":\"busy\",\"message\":\"Later\"}}");
				}
				else {
					exchange.sendResponseHeaders(200, 2000);
					exchange.getResponseBody().write('{');
				}
			}); ChatClient other = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
				assertThat(other.projectId()).isEqualTo("prj_1");
				assertThatExceptionOfType(ChatRateLimitException.class).isThrownBy(() -> other.users().create(ADA))
					.satisfies((ex) -> assertThat(ex.code()).isEqualTo("busy"))
					.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
				assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> other.rooms().list())
					.withMessageContaining("no usable answer");
				assertThat(stub.requests()).filteredOn((request) -> request.contains("users")).hasSize(1);
				// Clients may send a GET once more by themselves.
				assertThat(stub.requests()).filteredOn((request) -> request.contains("rooms"))
					.hasSizeGreaterThanOrEqualTo(3);
			}
		}
	}

	@Test
	void tellsTheStatusOfAnAnswerWhoseBodyStalls() {
		CountDownLatch end = new CountDownLatch(1);
		for (int status : new int[] { 401, 404, 429 }) {
			try (StubServer stub = new StubServer((exchange) -> {
				exchange.getResponseHeaders().set("Retry-After", "60");
				exchange.sendResponseHeaders(status, 2000);
				exchange.getResponseBody().write("busy".getBytes(StandardCharsets.UTF_8));
				exchange.getResponseBody().flush();
				await(end);
			});
					ChatClient other = this.client.mutate()
						.baseUrl(stub.baseUrl())
						.responseTimeout(Duration.ofSeconds(4))
						.build()) {
				assertThatExceptionOfType(ChatApiException.class).isThrownBy(other::projectId)
					.withMessageContaining("busy")
					.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status))
					.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
			}
		}
		end.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void knowsThatNothingWasSentToAServerThatItDoesNotTrust(@TempDir Path directory) throws Exception {
		AtomicInteger connections = new AtomicInteger();
		try (ServerSocket stranger = LocalhostCertificate.make(directory)
			.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ChatClient other = this.client.mutate()
					.baseUrl("https://localhost:" + stranger.getLocalPort())
					.wire(WireSettings.builder().projectId("prj_1").build())
					.build()) {
			Thread handshakes = new Thread(() -> shakeHands(stranger, connections));
			handshakes.setDaemon(true);
			handshakes.start();
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> other.users().create(ADA))
				.withMessageContaining("nothing was sent")
				.matches((ex) -> !ex.isOutcomeUnknown());
			assertThat(connections).hasValue(1);
		}
	}

	private static void shakeHands(ServerSocket server, AtomicInteger connections) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				connections.incrementAndGet();
				socket.getInputStream().read();
			}
			catch (IOException ex) {
				// Refused, as it has to be.
			}
		}
	}

	@Test
	void followsNoRedirect() {
		try (StubServer stub = new StubServer((exchange) -> {
			exchange.getResponseHeaders().set("Location", "http://localhost:1/x");
			StubServer.respond(exchange, 302, "");
		}); ChatClient other = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatApiException.class).isThrownBy(other::projectId)
				.withMessageContaining("leads to http://localhost:1/x.");
			assertThat(stub.requests()).hasSize(1);
		}
	}

}
