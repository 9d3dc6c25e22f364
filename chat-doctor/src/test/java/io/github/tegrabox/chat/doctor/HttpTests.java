package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Http}.
 */
class HttpTests {

	private final CountDownLatch over = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	HttpTests() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	@AfterEach
	void close() {
		this.over.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void tellsTheStatusOfARefusalThatDoesNotEnd() {
		Answer answer = ask(Duration.ofMillis(50), (exchange) -> stall(exchange, 401));
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.text()).isEqualTo("the answer did not end within 50 ms");
	}

	@Test
	void anAnswerThatDoesNotEndIsNone() {
		Answer answer = ask(Duration.ofMillis(50), (exchange) -> stall(exchange, 200));
		assertThat(answer.status()).isZero();
		assertThat(answer.text()).isEqualTo("the answer did not end within 50 ms");
	}

	@Test
	void anAnswerThatIsCutOffIsNone() {
		Answer answer = ask(Duration.ofMinutes(2), (exchange) -> {
			begin(exchange, 200);
			exchange.close();
		});
		assertThat(answer.status()).isZero();
		assertThat(answer.text()).isEqualTo("the answer was cut off");
	}

	@Test
	void keepsNoAnswerWithoutBound() {
		Answer answer = ask(Duration.ofMinutes(2), (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream body = exchange.getResponseBody()) {
				byte[] part = new byte[64 * 1024];
				while (this.over.getCount() > 0) {
					body.write(part);
				}
			}
		});
		assertThat(answer.status()).isZero();
		assertThat(answer.text()).isEqualTo("the answer is longer than 16777216 bytes");
	}

	private void stall(HttpExchange exchange, int status) throws IOException {
		begin(exchange, status);
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void begin(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, 1000);
		exchange.getResponseBody().write('{');
		exchange.getResponseBody().flush();
	}

	private Answer ask(Duration bodyTimeout, HttpHandler handler) {
		this.server.createContext("/", handler);
		URI baseUrl = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
		return new Http(baseUrl, new Pace(1000), bodyTimeout).send("GET", "/api/users", Map.of(), null);
	}

}
