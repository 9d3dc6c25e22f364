package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link PollingLink}.
 */
class PollingLinkTests {

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final AtomicInteger polls = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	PollingLinkTests() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::balance);
		this.server.start();
	}

	@AfterEach
	void close() {
		this.ended.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * Leads who has a session and does not show the cookie that came with it to another
	 * replica. The second poll waits for the end, as a poll does for which there is
	 * nothing.
	 */
	private void balance(HttpExchange exchange) throws IOException {
		boolean begun = exchange.getRequestURI().getQuery().contains("sid=");
		String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
		String posted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		if (!begun) {
			exchange.getResponseHeaders().add("Set-Cookie", "route=a; Path=/");
			answer(exchange, 200, "0{\"sid\":\"s\"}");
		}
		else if (!cookie.equals("jwt=x; route=a")) {
			answer(exchange, 400, "Session ID unknown");
		}
		else if (!posted.isEmpty()) {
			this.told.add("posted " + posted);
			answer(exchange, 200, "ok");
		}
		else if (this.polls.incrementAndGet() == 1) {
			answer(exchange, 200, "4heard");
		}
		else {
			awaitEnd();
			exchange.close();
		}
	}

	private void awaitEnd() {
		try {
			this.ended.await(2, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		exchange.sendResponseHeaders(status, text.length());
		exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
		exchange.close();
	}

	@Test
	void staysWithTheReplicaThatABalancerChose() throws InterruptedException {
		URI address = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/?transport=polling");
		Link link = PollingLink.open(HttpClient.newHttpClient(), new Pace(1000), address, Map.of("Cookie", "jwt=x"),
				new Link.Receiver() {

					@Override
					public void received(String message) {
						PollingLinkTests.this.told.add(message);
					}

					@Override
					public void lost(String why) {
						PollingLinkTests.this.told.add(why);
					}

				});
		assertThat(next()).startsWith("0");
		assertThat(next()).isEqualTo("4heard");
		link.close();
		assertThat(next()).isEqualTo("posted 1");
	}

	private String next() throws InterruptedException {
		return String.valueOf(this.told.poll(2, TimeUnit.MINUTES));
	}

}
