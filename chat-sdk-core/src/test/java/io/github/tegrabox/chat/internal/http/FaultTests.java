package io.github.tegrabox.chat.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.internal.net.JdkConnection;
import io.github.tegrabox.chat.internal.socketio.Answers;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class FaultTests {

	private static final CreateUserInput ADA = CreateUserInput.of("ada", "ext-1");

	private static final RetrySettings QUICK = new RetrySettings(true, 3, Duration.ofMillis(1), Duration.ofSeconds(10));

	private static final RetrySettings NEVER = new RetrySettings(false, 1, Duration.ZERO, Duration.ZERO);

	private final ChatTestServer server = ChatTestServer.start();

	private ChatClient client;

	@BeforeEach
	void build() {
		this.client = builder().build();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private ChatClientBuilder<ChatClient> builder() {
		return ChatClient.builder().apiKey(this.server.apiKey()).baseUrl(this.server.baseUrl()).retry(QUICK);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 502, 503, 504 })
	void repeatsAReadThatTheServerCannotAnswerYet(int status) {
		this.server.faults().on("users.list").times(2).respond(status);
		assertThat(this.client.users().list().items()).isEmpty();
		assertThat(this.server.recorder().count("users.list")).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 409, 418, 422, 501 })
	void repeatsNoReadThatWasRefused(int status) {
		this.server.faults().on("users.list").respond(status);
		assertThatExceptionOfType(ChatApiException.class).isThrownBy(() -> this.client.users().list())
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
		assertThat(this.server.recorder().count("users.list")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 504 })
	void repeatsNoWriteThatMayHaveBeenApplied(int status) {
		this.server.faults().on("users.create").respond(status);
		assertThatExceptionOfType(ChatApiException.class).isThrownBy(() -> this.client.users().create(ADA))
			.matches(ChatException::isOutcomeUnknown);
		assertThat(this.server.recorder().count("users.create")).isEqualTo(1);
	}

	@Test
	void repeatsAWriteThatWasCertainlyRefused() {
		this.server.faults().on("users.create").times(2).respond(429);
		assertThat(this.client.users().create(ADA).username()).isEqualTo("ada");
		assertThat(this.server.recorder().count("users.create")).isEqualTo(3);
		this.server.faults().on("users.update").respond(429);
		assertThatExceptionOfType(ChatRateLimitException.class)
			.isThrownBy(() -> this.client.users().update("usr_1", UpdateUserInput.builder().displayName("A").build()))
			.matches((ex) -> !ex.isOutcomeUnknown());
	}

	@Test
	void saysWhereTheOutcomeIsUnknown() {
		this.client.projectId();
		this.server.faults().on("users.list").respond(503);
		assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> this.client.users().list())
			.matches((ex) -> !ex.isOutcomeUnknown());
		this.server.faults().on("users.create").malformedJson();
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> this.client.users().create(ADA))
			.matches(ChatException::isOutcomeUnknown);
		this.server.faults().on("rooms.create").respond(501);
		assertThatExceptionOfType(ChatServerException.class)
			.isThrownBy(() -> this.client.rooms().create(CreateRoomInput.of("r", "u")))
			.matches((ex) -> !ex.isOutcomeUnknown());
		this.server.faults().on("messages.create").delay(Duration.ofSeconds(5));
		try (ChatClient client = builder().responseTimeout(Duration.ofMillis(500)).build()) {
			assertThatExceptionOfType(ChatNetworkException.class)
				.isThrownBy(() -> client.messages().create("room_1", CreateMessageInput.of("c", "u")))
				.matches(ChatException::isOutcomeUnknown);
			assertThat(this.server.recorder().count("messages.create")).isEqualTo(1);
		}
	}

	@Test
	void theOutcomeGoesByTheOperationWhateverItsMethod() {
		WireSettings wire = WireSettings.builder()
			.operation(WireOperation.AUTH_VERIFY, "POST /api/auth/verify")
			.operation(WireOperation.USERS_GENERATE_TOKEN, "GET /api/users/{userId}/token")
			.build();
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 503, ""));
				ChatClient client = builder().baseUrl(stub.baseUrl()).wire(wire).retry(NEVER).build()) {
			assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> client.auth().verify("jwt"))
				.matches((ex) -> !ex.isOutcomeUnknown());
			assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> client.users().generateToken("u"))
				.matches(ChatException::isOutcomeUnknown);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Stream not processed", "REFUSED_STREAM" })
	void repeatsAWriteThatTheServerDidNotTake(String words) {
		AtomicInteger attempts = new AtomicInteger();
		ClientHttpConnector real = JdkConnection.create(HttpClient.newBuilder(), HttpClient.Version.HTTP_1_1,
				Duration.ofSeconds(5), Duration.ofSeconds(10), null);
		ClientHttpConnector flaky = (method, uri,
				callback) -> (method != HttpMethod.POST || attempts.incrementAndGet() > 2)
						? real.connect(method, uri, callback)
						: Mono.error(new IOException("Received RST_STREAM: " + words));
		try (ChatClient client = builder().webClientBuilder(WebClient.builder().clientConnector(flaky)).build()) {
			assertThat(client.users().create(ADA).username()).isEqualTo("ada");
		}
		assertThat(attempts).hasValue(3);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "soon", "Sun Nov 36 08:49:37 2094", "1e9", "99999999999999999999999999999999999999999", "" })
	void takesAWishThatItCannotReadForOneToWait(String wish) {
		this.server.faults().on("users.list").respond(429, Map.of("Retry-After", wish), "");
		assertThatExceptionOfType(ChatRateLimitException.class).isThrownBy(() -> this.client.users().list())
			.satisfies((ex) -> assertThat(ex.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(1)));
		assertThat(this.server.recorder().count("users.list")).isEqualTo(1);
	}

	@Test
	void givesUpAfterTheLastAttempt() {
		this.server.faults().on("users.list").respond(503);
		assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> this.client.users().list());
		assertThat(this.server.recorder().count("users.list")).isEqualTo(3);
	}

	@Test
	void repeatsReadsButNoWritesAfterACut() {
		this.client.users().list();
		this.server.faults().on("users.list").times(2).cutWithinAnswer();
		this.server.faults().on("users.create").times(1).cutAfterApplying();
		assertThat(this.client.users().list().items()).isEmpty();
		assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> this.client.users().create(ADA))
			.matches(ChatException::isOutcomeUnknown)
			.withMessageContaining("POST /api/projects/")
			.withMessageNotContaining("nothing was sent");
		assertThat(this.server.recorder().count("users.create")).isEqualTo(1);
		assertThat(this.client.users().list().items()).hasSize(1);
	}

	@Test
	void repeatsAWriteIfNothingWasSent() {
		AtomicInteger attempts = new AtomicInteger();
		ClientHttpConnector real = JdkConnection.create(HttpClient.newBuilder(), HttpClient.Version.HTTP_1_1,
				Duration.ofSeconds(5), Duration.ofSeconds(10), null);
		ClientHttpConnector flaky = new ClientHttpConnector() {

			@Override
			public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
					Function<? super ClientHttpRequest, Mono<Void>> callback) {
				return (method != HttpMethod.POST || attempts.incrementAndGet() > 2)
						? real.connect(method, uri, callback) : Mono.error(new ConnectException("Connection refused"));
			}

		};
		try (ChatClient client = builder().webClientBuilder(WebClient.builder().clientConnector(flaky)).build()) {
			assertThat(client.users().create(ADA).username()).isEqualTo("ada");
		}
		assertThat(attempts).hasValue(3);
		assertThat(this.server.recorder().count("users.create")).isEqualTo(1);
	}

	@Test
	void saysThatNothingWasSentIfThereIsNoServer() {
		this.server.close();
		assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> this.client.users().create(ADA))
			.matches((ex) -> !ex.isOutcomeUnknown())
			.withMessageContaining("nothing was sent");
	}

	@Test
	void waitsAsLongAsTheServerAsks() {
		this.server.faults().on("users.list").times(1).rateLimit(Duration.ofSeconds(1));
		long start = System.nanoTime();
		assertThat(this.client.users().list().items()).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void waitsUntilTheDateThatTheServerNames() {
		try (StubServer stub = new StubServer((exchange) -> {
			exchange.getResponseHeaders()
				.set("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME
					.format(Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC)));
			StubServer.respond(exchange, 503, "{\"message\":\"busy\"}");
		}); ChatClient client = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatServerException.class).isThrownBy(client::projectId)
				.satisfies((ex) -> assertThat(ex.retryAfter()).isBetween(Duration.ofSeconds(3590),
						Duration.ofSeconds(3601)));
			assertThat(stub.requests()).hasSize(1);
		}
	}

	@Test
	void endsAtOnceIfTheServerAsksForTooLongAPause() {
		this.server.faults().on("users.list").rateLimit(Duration.ofSeconds(11));
		assertThatExceptionOfType(ChatRateLimitException.class).isThrownBy(() -> this.client.users().list())
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(11)));
		assertThat(this.server.recorder().count("users.list")).isEqualTo(1);
	}

	@Test
	void boundsTheTimeUntilTheAnswerIsComplete() {
		this.client.users().create(ADA);
		this.server.faults().on("users.list").slowBody(1, Duration.ofMillis(200));
		try (ChatClient client = builder().responseTimeout(Duration.ofMillis(700)).retry(NEVER).build()) {
			client.projectId();
			long start = System.nanoTime();
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> client.users().list())
				.withMessageContaining("no complete answer within PT0.7S");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
		}
	}

	@Test
	void refusesABodyWithoutAnEntity() {
		this.server.faults().on("users.list").malformedJson();
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> this.client.users().list())
			.withMessageStartingWith("GET /api/projects/");
		assertThat(this.server.recorder().count("users.list")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 2000", "Transfer-Encoding: chunked" })
	void tellsTheStatusOfAnAnswerThatIsCutOff(String header) throws IOException {
		for (int status : new int[] { 401, 429, 500 }) {
			try (Answers answers = Answers
				.start("HTTP/1.1 " + status + " No\r\nRetry-After: 60\r\n" + header + "\r\n\r\n3\r\nbus");
					ChatClient client = this.client.mutate().baseUrl("http://127.0.0.1:" + answers.port()).build()) {
				assertThatExceptionOfType(ChatApiException.class).isThrownBy(client::projectId)
					.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status))
					.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
			}
		}
	}

	@Test
	void boundsTheSizeOfABody() {
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				"{\"id\":\"" + "x".repeat(ResponseReader.MAX_BODY) + "\"}"));
				ChatClient client = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(client::projectId)
				.withMessageContaining("larger than 8388608 bytes");
		}
	}

	@Test
	void decodesWhatWasCompressedUnasked() {
		try (StubServer stub = new StubServer((exchange) -> {
			boolean project = exchange.getRequestURI().getPath().endsWith("/current");
			assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("identity");
			exchange.getResponseHeaders().set("Content-Encoding", "gzip");
			byte[] body = gzip(project ? "{\"id\":\"prj_1\"}"
					: "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not yours\"},\"x\":\"" + "x".repeat(2000)
							+ "\"}");
			exchange.sendResponseHeaders(project ? 200 : 403, body.length);
			exchange.getResponseBody().write(body);
		}); ChatClient client = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThat(client.projectId()).isEqualTo("prj_1");
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> client.users().list())
				.withMessageContaining("403 forbidden: Not yours")
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("forbidden"));
		}
	}

	@Test
	void boundsWhatWasCompressed() {
		byte[] bomb = gzip("{\"id\":\"" + "x".repeat(ResponseReader.MAX_BODY) + "\"}");
		assertThat(bomb).hasSizeLessThan(100_000);
		try (StubServer stub = new StubServer((exchange) -> {
			exchange.sendResponseHeaders(200, bomb.length);
			exchange.getResponseBody().write(bomb);
		}); ChatClient client = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(client::projectId)
				.withMessageContaining("larger than 8388608 bytes");
		}
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	@Test
	void aHostThatDnsDoesNotKnowIsSaidSo() {
		try (ChatClient client = ChatClient.builder().baseUrl("https://nowhere.invalid").apiKey("key").build()) {
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(client::projectId)
				.withMessageContaining("DNS")
				.withMessageContaining("nowhere.invalid");
		}
	}

	@Test
	void keepsAnExcerptOfABodyThatIsNoJson() {
		this.server.faults()
			.on("users.create")
			.respond(502, Map.of("Content-Type", "text/html", "X-Request-Id", "req-7"),
					"<html>\n  <h1>Bad gateway</h1>" + "x".repeat(100_000));
		assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> this.client.users().create(ADA))
			.withMessageContaining("502: Bad gateway xxx")
			.satisfies((ex) -> {
				assertThat(ex.getMessage()).hasSizeLessThan(500);
				assertThat(ex.requestId()).isEqualTo("req-7");
			});
	}

	@Test
	void followsNoRedirect() {
		try (StubServer other = new StubServer((exchange) -> StubServer.respond(exchange, 200, "{\"id\":\"prj_1\"}"));
				StubServer stub = new StubServer((exchange) -> {
					exchange.getResponseHeaders()
						.set("Location", other.baseUrl().replace("127.0.0.1", "localhost") + "/x");
					StubServer.respond(exchange, 302, "");
				});
				ChatClient client = this.client.mutate().baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatApiException.class).isThrownBy(client::projectId)
				.withMessageContaining("leads to http://localhost:" + URI.create(other.baseUrl()).getPort() + "/x.")
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(302));
			assertThat(other.requests()).isEmpty();
			assertThat(stub.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "https://user:pw@chat.example.com/a?t=1#f|https://chat.example.com/a.",
			"//chat.example.com:81|//chat.example.com:81.", "/api/projects/current/?t=1|/api/projects/current/.",
			"?t=1|the same path.", "https://x/KEY|https://x/***.", "mailto:a@b|an address that is none.",
			"http://[|an address that is none.", "|nowhere." })
	void saysWhereARedirectLeads(@Nullable String target, String place) {
		Map<String, String> headers = (target == null) ? Map.of()
				: Map.of("Location", target.replace("KEY", this.server.apiKey()));
		this.server.faults().on("projects.current").respond(307, headers, "");
		assertThatExceptionOfType(ChatApiException.class).isThrownBy(this.client::projectId)
			.withMessageEndingWith("; this one leads to " + place + " Check the base URL, and the paths of chat.wire.");
	}

	@Test
	void endsOnAnInterruptAndKeepsTheFlag() throws Exception {
		ClientHttpConnector netty = new ReactorClientHttpConnector();
		try (ChatClient client = builder().webClientBuilder(WebClient.builder().clientConnector(netty)).build()) {
			for (ChatClient each : List.of(this.client, client)) {
				assertThat(interrupted("users.list", () -> each.users().list()).isOutcomeUnknown()).isFalse();
				assertThat(interrupted("users.list", () -> each.users().listAll().toList()).isOutcomeUnknown())
					.isFalse();
				assertThat(interrupted("users.list", () -> each.users().findByExternalId("e")).isOutcomeUnknown())
					.isFalse();
				assertThat(interrupted("rooms.get", () -> each.rooms().get("r")).isOutcomeUnknown()).isFalse();
				assertThat(interrupted("users.create", () -> each.users().create(ADA)).isOutcomeUnknown()).isTrue();
				assertThat(interrupted("users.delete", () -> each.users().delete("u")).isOutcomeUnknown()).isTrue();
			}
		}
	}

	private ChatException interrupted(String operation, Runnable call) throws Exception {
		long before = this.server.recorder().count(operation);
		this.server.faults().on(operation).times(1).delay(Duration.ofMinutes(5));
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		CountDownLatch ended = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				call.run();
			}
			catch (ChatException ex) {
				thrown.set(Thread.currentThread().isInterrupted() ? ex : new IllegalStateException("flag lost", ex));
			}
			ended.countDown();
		});
		thread.start();
		await().atMost(Duration.ofMinutes(1)).until(() -> this.server.recorder().count(operation) > before);
		thread.interrupt();
		assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(thrown.get()).isExactlyInstanceOf(ChatException.class).hasMessageContaining("interrupted");
		return (ChatException) thrown.get();
	}

	@Test
	void sendsNothingFromAThreadThatIsInterruptedAlready() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> this.client.users().create(ADA));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.server.recorder().requests().all()).isEmpty();
	}

	@Test
	void refusesToBlockAReactorThread() {
		assertThatIllegalStateException()
			.isThrownBy(() -> Mono.fromCallable(() -> this.client.users().list())
				.subscribeOn(Schedulers.parallel())
				.block(Duration.ofMinutes(1)))
			.withMessageContaining("ChatClient.reactive()");
		assertThat(this.server.recorder().requests().all()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://chat.example.org", "http://127.0.0.1.example.org", "http://10.0.0.1:8080" })
	void refusesPlainHttpToOtherHosts(String baseUrl) {
		assertThatIllegalStateException().isThrownBy(() -> builder().baseUrl(baseUrl).build())
			.withMessageContaining("chat.allow-insecure");
		builder().baseUrl(baseUrl).allowInsecure(true).build().close();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://localhost:1", "http://127.1.2.3", "http://[::1]:80", "https://chat.example.org/api" })
	void acceptsLoopbackAndHttps(String baseUrl) {
		builder().baseUrl(baseUrl).build().close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.example.org", "ftp://localhost", "https://u:canary@localhost",
			"https://localhost?a=canary", "https://u:canary@local host", "https://u:canary@local_host",
			"https://localhost:99999", "https://[fe80::1%25eth0]", "https://local_host", "u:canary@x" })
	void refusesOtherAddresses(String baseUrl) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().baseUrl(baseUrl))
			.withMessageNotContaining("canary");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.example.org", "localhost:4000", "ftp://localhost" })
	void saysHowAnAddressBegins(String baseUrl) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().baseUrl(baseUrl))
			.withMessageContaining("'" + baseUrl + "' must begin with 'https://', or with 'http://' for this machine");
	}

	@Test
	void saysWhichCredentialIsMissing() {
		assertThatIllegalStateException().isThrownBy(() -> ChatClient.builder().build())
			.withMessageContaining("chat.api-key")
			.withMessageContaining("chat.jwt-token");
		assertThatIllegalStateException().isThrownBy(() -> this.client.auth().verify())
			.withMessageContaining("auth.verify needs a JWT");
		try (ChatClient user = this.client.mutate().apiKey((String) null).jwtToken("a.b.c").build()) {
			assertThatIllegalStateException().isThrownBy(() -> user.users().list())
				.withMessageContaining("users.list needs an API key");
		}
		assertThat(this.server.recorder().requests().all()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", ".." })
	void refusesIdsThatAreNoSegment(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.users().get(id));
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.messages().delete("room_1", id));
		assertThat(this.server.recorder().requests().all()).isEmpty();
	}

	@Test
	void sendsAnIdAsOneSegment() {
		assertThatExceptionOfType(ChatApiException.class).isThrownBy(() -> this.client.users().get("a/../b?c#d%e é"))
			.satisfies((ex) -> assertThat(ex.path()).endsWith("/users/a%2F..%2Fb%3Fc%23d%25e%20%C3%A9"));
	}

	@Test
	void renewsARefusedTokenOnce() {
		String user = this.server.createUser("ada", "ext-1");
		AtomicInteger issued = new AtomicInteger();
		try (ChatClient client = builder().apiKey((String) null)
			.tokenProvider(
					() -> (issued.incrementAndGet() == 2) ? this.server.issueToken(user) : "no.such.token" + issued)
			.build()) {
			assertThat(client.auth().verify().user().userId()).isEqualTo(user);
			assertThat(issued).hasValue(2);
			assertThat(this.server.recorder().count("auth.verify")).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"error\":\"Invalid token\"}|true", "{\"code\":\"jwt_expired\"}|true",
					"{\"message\":\"The session has expired\"}|true", "{\"message\":\"Members only\"}|false", "|false",
					"{\"message\":\"The invitation has expired\"}|false",
					"{\"message\":\"An admin token is required\"}|false" })
	void renewsATokenThatIsForbidden(@Nullable String body, boolean renewing) {
		String user = this.server.createUser("ada", "ext-1");
		AtomicInteger issued = new AtomicInteger();
		this.server.faults().on("auth.verify").times(1).respond(403, Map.of(), Objects.requireNonNullElse(body, ""));
		try (ChatClient client = builder().apiKey((String) null).tokenProvider(() -> {
			issued.incrementAndGet();
			return this.server.issueToken(user);
		}).build()) {
			if (renewing) {
				assertThat(client.auth().verify().user().userId()).isEqualTo(user);
			}
			else {
				assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> client.auth().verify());
			}
			assertThat(issued).hasValue(renewing ? 2 : 1);
		}
	}

	@Test
	void tellsWhatStandsInTheHeaderOfARefusalWithoutWords() {
		String why = "Bearer error=\"invalid_token\", error_description=\"Not " + this.server.apiKey() + "\"";
		this.server.faults().on("users.list").respond(401, Map.of("WWW-Authenticate", why), "");
		this.client.projectId();
		assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> this.client.users().list())
			.withMessageEndingWith("401: Bearer error=\"invalid_token\", error_description=\"Not ***\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "same", "down" })
	void tellsThatATokenWasRefusedIfThereIsNoOther(String provider) {
		AtomicInteger issued = new AtomicInteger();
		try (ChatClient client = builder().apiKey((String) null).tokenProvider(() -> {
			if (issued.incrementAndGet() > 1 && provider.equals("down")) {
				throw new IllegalStateException("down");
			}
			return "no.such.token";
		}).build()) {
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> client.auth().verify())
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(401))
				.satisfies((ex) -> assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(ChatException.class));
			assertThat(issued).hasValue(2);
		}
	}

	@Test
	void verifiesATokenInItsProject() {
		try (StubServer stub = new StubServer(
				(exchange) -> StubServer.respond(exchange, 200, exchange.getRequestURI().getPath().endsWith("/current")
						? "{\"id\":\"prj_2\"}" : "{\"user\":{\"userId\":\"usr_1\"}}"))) {
			for (String given : new String[] { "prj_1", null }) {
				try (ChatClient client = this.client.mutate()
					.baseUrl(stub.baseUrl())
					.wire(verifyingInProject().projectId(given).build())
					.build()) {
					assertThat(client.auth().verify("a.b.c").user().userId()).isEqualTo("usr_1");
				}
			}
			assertThat(stub.requests()).containsExactly("GET /api/projects/prj_1/verify", "GET /api/projects/current",
					"GET /api/projects/prj_2/verify");
		}
	}

	@Test
	void saysThatAProjectCannotBeVerifiedInItself() {
		try (ChatClient client = builder().apiKey((String) null)
			.jwtToken("a.b.c")
			.wire(verifyingInProject().build())
			.build()) {
			for (Mono<?> call : List.of(client.reactive().projectId(), client.reactive().rooms().list(),
					client.reactive().auth().verify(), client.reactive().auth().verify("a.b.c"))) {
				assertThatIllegalStateException().isThrownBy(() -> call.block(Duration.ofMinutes(1)))
					.withMessageContaining("chat.project-id");
			}
			assertThat(this.server.recorder().requests().all()).isEmpty();
		}
	}

	@Test
	void leavesAsOneselfByTheExternalIdOfAJwtAlone() {
		WireSettings wire = WireSettings.builder()
			.operation(WireOperation.ROOMS_LEAVE, "DELETE /api/projects/{projectId}/rooms/{roomId}/members/{userId}")
			.body(WireOperation.ROOMS_LEAVE, "external_user_id", "external_user_id")
			.build();
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				"{\"user\":{\"userId\":\"usr_1\",\"projectId\":\"prj_1\",\"externalUserId\":\"ext/1\"}}"));
				ChatClient client = ChatClient.builder().jwtToken("a.b.c").baseUrl(stub.baseUrl()).wire(wire).build()) {
			client.rooms().leave("room_1");
			assertThat(stub.requests()).contains("DELETE /api/projects/prj_1/rooms/room_1/members/ext%2F1");
		}
	}

	private static WireSettings.Builder verifyingInProject() {
		return WireSettings.builder().operation(WireOperation.AUTH_VERIFY, "GET /api/projects/{projectId}/verify");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
			"<!DOCTYPE html><title>Sign in</title>|a page of HTML where a user is expected: is the base URL right?",
			"{\"success\":false,\"error\":{\"code\":\"quota\",\"message\":\"Too many for KEY\"}}"
					+ "|The user lacks 'id'; the server says: quota: Too many for ***",
			"{\"success\":false,\"code\":\"quota\"}|The user lacks 'id'; the server says: quota",
			"{\"ok\":false,\"error\":\"Gone\"}|The user lacks 'id'; the server says: Gone" })
	void saysWhyASuccessIsNone(String body, String words) {
		this.server.faults().on("users.get").respond(200, Map.of(), body.replace("KEY", this.server.apiKey()));
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> this.client.users().get("usr_1"))
			.withMessageEndingWith(words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
			"<!DOCTYPE html><title>Sign in</title>|a page of HTML: is the base URL right?",
			"\uFEFF<!DOCTYPE html><title>Sign in</title>|a page of HTML: is the base URL right?",
			"<!-- a <b> --> <!-- c --><html><title>Sign in</title>|a page of HTML: is the base URL right?",
			"<?xml version=\"1.0\"?> <!DOCTYPE html PUBLIC \"x\"><html/>|a page of HTML: is the base URL right?",
			"{\"success\":false,\"error\":{\"code\":\"quota\",\"message\":\"Too many\"}}"
					+ "|The server says: quota: Too many",
			"{\"error\":true,\"message\":\"Too many\"}|The server says: Too many",
			"{\"status\":\"error\",\"message\":\"Too many\"}|The server says: Too many",
			"{\"status\":\"fail\",\"data\":null}|The server says: fail",
			"{\"type\":\"about:blank\",\"title\":\"Gone\",\"status\":410}|The server says: Gone",
			"{\"statusCode\":404,\"message\":\"Gone\"}|The server says: Gone",
			"{\"code\":401,\"msg\":\"Gone\"}|The server says: 401: Gone",
			"{\"code\":40401,\"data\":null}|The server says: 40401",
			"{\"errors\":[{\"message\":\"Gone\"}],\"data\":null}|The server says: Gone" })
	void takesNoPageAndNoFailureForADoneCall(String body, String words) {
		this.server.faults().on("users.revokeToken").respond(200, Map.of(), body);
		assertThatExceptionOfType(ChatDecodingException.class)
			.isThrownBy(() -> this.client.users().revokeToken("usr_1"))
			.withMessageEndingWith(words)
			.matches(ChatDecodingException::isOutcomeUnknown);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "OK", "{}", "{\"success\":true}", "{\"ok\":true,\"error\":\"\",\"message\":\"Done\"}",
			"[", "{\"status\":\"offline\",\"code\":\"left\"}", "{\"status\":200,\"errors\":[]}",
			"{\"code\":20401,\"msg\":\"Done\"}", "{\"code\":0}", "{\"errors\":null,\"data\":{}}" })
	void takesAnyOtherAnswerForADoneCall(String body) {
		this.server.faults().on("users.revokeToken").times(1).respond(200, Map.of(), body);
		this.client.users().revokeToken("usr_1");
		assertThat(this.server.recorder().requests().all()).extracting(RecordedRequest::operation)
			.contains("users.revokeToken");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "{\"valid\":false}|''", "{\"valid\":false,\"error\":\"expired\"}|'; the server says: expired'" })
	void saysThatATokenIsNotValidIfTheServerDoes(String body, String why) {
		this.server.faults().on("auth.verify").respond(200, Map.of(), body);
		try (ChatClient client = builder().jwtToken("a.b.c").build()) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> client.auth().verify())
				.withMessageEndingWith("The server says that the token is not valid, and not whose it is" + why);
		}
	}

	@Test
	void tellsNothingOfAnEntityThatCannotBeRead() {
		this.server.faults()
			.on("messages.list")
			.respond(200, Map.of(), "{\"success\":true,\"error\":null,\"code\":\"c\",\"message\":\"private\"}");
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> this.client.messages().list("room_1"))
			.withMessageEndingWith("The page of messages lacks 'items'");
	}

	@Test
	void knowsThatNothingWasSentIfThePoolIsExhausted() {
		ConnectionProvider pool = ConnectionProvider.builder("exhausted")
			.maxConnections(1)
			.pendingAcquireMaxCount(1)
			.pendingAcquireTimeout(Duration.ofSeconds(1))
			.build();
		WebClient.Builder web = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create(pool)));
		try (ChatClient client = builder().webClientBuilder(web).build()) {
			client.projectId();
			this.server.faults().on("users.list").delay(Duration.ofSeconds(20));
			Disposable holder = client.reactive().users().list().subscribe();
			this.server.recorder()
				.requests()
				.await(Duration.ofMinutes(1), (request) -> "users.list".equals(request.operation()));
			List<Throwable> failures = Flux.range(0, 2)
				.flatMap((i) -> client.reactive()
					.users()
					.create(ADA)
					.<Throwable>map((user) -> new IllegalStateException())
					.onErrorResume(Mono::just))
				.collectList()
				.block(Duration.ofMinutes(1));
			holder.dispose();
			assertThat(failures).hasSize(2).allSatisfy((ex) -> {
				assertThat(ex).isInstanceOf(ChatNetworkException.class).hasMessageContaining("nothing was sent");
				assertThat(((ChatException) ex).isOutcomeUnknown()).isFalse();
			});
			assertThat(this.server.recorder().count("users.create")).isZero();
		}
		finally {
			pool.disposeLater().block(Duration.ofMinutes(1));
		}
	}

	@Test
	void knowsThatNothingWasSentIfJettyTakesNoMore() throws Exception {
		org.eclipse.jetty.client.HttpClient full = new org.eclipse.jetty.client.HttpClient();
		full.setMaxRequestsQueuedPerDestination(0);
		full.start();
		WebClient.Builder web = WebClient.builder().clientConnector(new JettyClientHttpConnector(full));
		WireSettings wire = WireSettings.builder().projectId("prj_1").build();
		try (ChatClient client = builder().webClientBuilder(web).wire(wire).build()) {
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> client.users().create(ADA))
				.withMessageContaining("nothing was sent")
				.matches((ex) -> !ex.isOutcomeUnknown());
		}
		finally {
			full.stop();
		}
	}

	@Test
	void failsClearlyOnceClosed() {
		this.client.close();
		this.client.close();
		assertThatIllegalStateException().isThrownBy(this.client::projectId).withMessageContaining("closed");
	}

}
