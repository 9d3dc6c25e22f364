package io.github.tegrabox.chat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/**
 * Server whose API keys come and go.
 */
final class RotatingServer implements AutoCloseable {

	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private final AtomicInteger refused = new AtomicInteger();

	private final ExecutorService executor = Executors.newFixedThreadPool(8);

	private final HttpServer server;

	RotatingServer(String key) {
		this.keys.add(key);
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				boolean known = this.keys.contains(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
				if (!known) {
					this.refused.incrementAndGet();
				}
				String body = exchange.getRequestURI().getPath().endsWith("/current") ? "{\"id\":\"prj_1\"}"
						: "{\"items\":[]}";
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
				exchange.getResponseBody().write(bytes);
			}
		});
		this.server.start();
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	void accept(String key) {
		this.keys.add(key);
	}

	int accepted() {
		return this.keys.size();
	}

	void revokeAllBut(String key) {
		this.keys.retainAll(Set.of(key));
	}

	int refused() {
		return this.refused.get();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
