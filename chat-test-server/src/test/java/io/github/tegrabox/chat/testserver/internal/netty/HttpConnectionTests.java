package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.RawConnection.Response;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HttpConnectionTests {

	private static final int MEGABYTE = 1024 * 1024;

	private final Queue<CompletableFuture<HttpResponse>> unanswered = new ConcurrentLinkedQueue<>();

	private TestServer server;

	private RawConnection connection;

	@BeforeEach
	void start() throws IOException {
		this.server = TestServer.start(SocketIoSettings.defaults(), NettyServerSettings.defaults(), this::handle);
		this.connection = new RawConnection(this.server.port());
	}

	@AfterEach
	void stop() throws IOException {
		this.connection.close();
		this.server.close();
	}

	@Test
	void requestReachesTheHandlerAsItWasSent() throws IOException {
		this.connection
			.send("POST /a%2Fb?x=1&x=2&y=%C3%A4 HTTP/1.1\r\nHost: h\r\nX-One: 1\r\ncontent-length: 5\r\n\r\nhello");
		assertThat(this.connection.read().body()).isEqualTo("POST /a%2Fb [1, 2] [ä] 1 hello");
	}

	@Test
	void chunkedBodyIsPutTogether() throws IOException {
		this.connection.send("POST /?x=1&y=2 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
		assertThat(this.connection.read().body()).endsWith("hello");
	}

	@Test
	void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
		this.connection.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n".repeat(2) + get("/last"));
		await().atMost(Duration.ofMinutes(1)).until(() -> !this.unanswered.isEmpty());
		this.unanswered.remove().complete(HttpResponse.text(200, "first"));
		await().atMost(Duration.ofMinutes(1)).until(() -> !this.unanswered.isEmpty());
		CompletableFuture<HttpResponse> second = this.unanswered.remove();
		assertThat(this.connection.read().body()).isEqualTo("first");
		second.complete(HttpResponse.text(200, "second"));
		assertThat(this.connection.read().body()).isEqualTo("second");
		assertThat(this.connection.read().body()).startsWith("GET /last");
	}

	@Test
	void thousandsOfPipelinedRequestsAreAnswered() throws IOException {
		int count = 5_000;
		Thread sender = new Thread(() -> {
			try {
				for (int i = 0; i < count; i++) {
					this.connection.send(get("/" + i));
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		sender.start();
		for (int i = 0; i < count; i++) {
			assertThat(this.connection.read().body()).startsWith("GET /" + i + " ");
		}
	}

	@Test
	void headGetsTheHeadersOnly() throws IOException {
		this.connection.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n" + get("/b"));
		assertThat(this.connection.readHead().headers()).containsEntry("content-length", "18");
		assertThat(this.connection.read().body()).startsWith("GET /b");
	}

	@Test
	void clientThatAsksWhetherToContinueIsToldSo() throws IOException {
		this.connection.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
		assertThat(this.connection.readHead().status()).isEqualTo(100);
		this.connection.send("hello");
		assertThat(this.connection.read().body()).endsWith("hello");
	}

	@Test
	void clientThatAsksToSendTooMuchIsToldNot() throws IOException {
		this.connection.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
		assertThat(this.connection.read().status()).isEqualTo(413);
	}

	@Test
	void chunkedBodyBeyondTheLimitIsRefused() throws IOException {
		String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
		this.connection.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
		this.connection.send(chunk.repeat(MEGABYTE / 0x10000));
		this.connection.send("1\r\nx\r\n");
		assertThat(this.connection.read().status()).isEqualTo(413);
		assertThat(this.connection.readByte()).isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET /?page=%zz HTTP/1.1\\r\\nHost: h                     | 400 | bad_request
			GARBAGE                                                 | 400 | bad_request
			GET /a b HTTP/1.1\\r\\nHost: h                          | 400 | bad_request
			POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: -5     | 400 | bad_request
			POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 9999999 | 413 | payload_too_large
			POST / HTTP/1.1\\r\\nHost: h\\r\\nExpect: much            | 417 | expectation_failed
			GET / HTTP/9.9\\r\\nHost: h                             | 505 | http_version_not_supported
			""")
	void whatNoHandlerSeesIsAnsweredWithAnError(String request, int status, String code) throws IOException {
		this.connection.send(request.replace("\\r\\n", "\r\n") + "\r\n\r\n");
		Response response = this.connection.read();
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.headers()).containsEntry("content-type", "application/json");
		assertThat(JsonMapper.shared().readTree(response.body()).at("/error/code").stringValue()).isEqualTo(code);
	}

	@Test
	void requestLineBeyondTheLimitIsRefused() throws IOException {
		this.connection.send(get("/" + "x".repeat(9_000)));
		assertThat(this.connection.read().status()).isEqualTo(414);
	}

	@Test
	void headersBeyondTheLimitAreRefused() throws IOException {
		this.connection.send("GET / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
		assertThat(this.connection.read().status()).isEqualTo(431);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "GET /%zz?a=%zz HTTP/1.1\r\nHost: h\r\n\r\n",
			"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "\u0000\u0001\r\n\r\n" })
	void whatIsNoRequestIsRefused(String bytes) throws IOException {
		this.connection.send(bytes);
		assertThat(this.connection.read().status()).isEqualTo(400);
	}

	@Test
	void newerHttpIsRefused() throws IOException {
		this.connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
		assertThat(this.connection.read().status()).isEqualTo(505);
	}

	@Test
	void refusalWaitsForTheAnswersBeforeIt() throws IOException {
		this.connection.send(get("/later") + "nonsense\r\n\r\n");
		await().atMost(Duration.ofMinutes(1)).until(() -> !this.unanswered.isEmpty());
		this.unanswered.remove().complete(HttpResponse.text(200, "first"));
		assertThat(this.connection.read().body()).isEqualTo("first");
		assertThat(this.connection.read().status()).isEqualTo(400);
		assertThat(this.connection.readByte()).isEqualTo(-1);
	}

	@Test
	void offerOfHttp2IsPassedBy() throws IOException {
		this.connection.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\n"
				+ "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA\r\n\r\n");
		assertThat(this.connection.read().body()).startsWith("GET /a");
	}

	@Test
	void connectionClosesWhenTheClientSaysSo() throws IOException {
		this.connection.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
		assertThat(this.connection.read().headers()).containsEntry("connection", "close");
		assertThat(this.connection.readByte()).isEqualTo(-1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/throws", "/fails", "/bad-header" })
	void brokenHandlerIsA500(String path) throws IOException {
		this.connection.send(get(path) + get("/b"));
		assertThat(this.connection.read().status()).isEqualTo(500);
		assertThat(this.connection.read().body()).startsWith("GET /b");
	}

	@Test
	void answerIsCancelledWhenTheClientLeaves() throws IOException {
		this.connection.send(get("/later"));
		await().atMost(Duration.ofMinutes(1)).until(() -> !this.unanswered.isEmpty());
		this.connection.close();
		await().atMost(Duration.ofMinutes(1)).until(() -> this.unanswered.element().isCancelled());
	}

	@Test
	void browserOfAnyOriginMayAsk() throws IOException {
		this.connection.send("OPTIONS /a HTTP/1.1\r\nHost: h\r\nOrigin: http://localhost:5173\r\n"
				+ "Access-Control-Request-Method: PATCH\r\nAccess-Control-Request-Headers: x-api-key\r\n\r\n"
				+ "GET /a HTTP/1.1\r\nHost: h\r\nOrigin: http://localhost:5173\r\n\r\n");
		Response preflight = this.connection.read();
		assertThat(preflight.status()).isEqualTo(204);
		assertThat(preflight.headers()).containsEntry("Access-Control-Allow-Origin", "http://localhost:5173")
			.containsEntry("Access-Control-Allow-Headers", "x-api-key");
		assertThat(preflight.headers().get("Access-Control-Allow-Methods")).contains("PATCH");
		assertThat(this.connection.read().headers()).containsEntry("Access-Control-Allow-Origin",
				"http://localhost:5173");
	}

	@Test
	void browserOfAnotherOriginGetsNoLeave() throws IOException {
		NettyServerSettings settings = NettyServerSettings.defaults().withCors(CorsPolicy.origins("http://good"));
		try (TestServer strict = TestServer.start(SocketIoSettings.defaults(), settings, this::handle);
				RawConnection raw = new RawConnection(strict.port())) {
			raw.send("GET /a HTTP/1.1\r\nHost: h\r\nOrigin: http://bad\r\n\r\n"
					+ "GET /a HTTP/1.1\r\nHost: h\r\nOrigin: http://good\r\n\r\n");
			assertThat(raw.read().headers()).doesNotContainKey("Access-Control-Allow-Origin");
			assertThat(raw.read().headers()).containsEntry("Access-Control-Allow-Origin", "http://good");
		}
	}

	private CompletionStage<HttpResponse> handle(HttpRequest request) {
		switch (request.path()) {
			case "/later" -> {
				CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
				this.unanswered.add(answer);
				return answer;
			}
			case "/throws" -> throw new IllegalStateException("on purpose");
			case "/fails" -> {
				return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
			}
			case "/bad-header" -> {
				return CompletableFuture.completedFuture(HttpResponse.of(200).withHeader("X", "a\r\nb"));
			}
			default -> {
				return CompletableFuture.completedFuture(HttpResponse.text(200,
						request.method() + " " + request.path() + " " + request.query().getOrDefault("x", List.of())
								+ " " + request.query().getOrDefault("y", List.of()) + " "
								+ request.headers().first("x-one") + " " + request.bodyText()));
			}
		}
	}

	private static String get(String path) {
		return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
	}

}
