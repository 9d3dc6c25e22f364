package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what the doctor learns from a server's description of itself. The server has
 * paths and a header that nobody could guess.
 */
class OpenApiTests {

	private static final String KEY = "key-of-the-project";

	private static final String DOCUMENT = """
			{"openapi": "3.1.0", "servers": [{"url": "%s/gateway/talk"}],
			 "paths": {"/key/whose": {"get": {}}, "/projects/{pid}/users": {"get": {}, "post": {}},
			           "/projects/{pid}/rooms": {"get": {}, "post": {}}},
			 "components": {"securitySchemes": {"project": {"type": "apiKey", "in": "header", "name": "X-Talk-Secret"}}}}
			""";

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private HttpServer server;

	private Map<String, String> documents = Map.of();

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	private String baseUrl() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		boolean key = KEY.equals(exchange.getRequestHeaders().getFirst("X-Talk-Secret"));
		this.asked.add(path + (exchange.getRequestHeaders().toString().contains(KEY) ? " with the key" : ""));
		String body = this.documents.get(path);
		int status = (body != null) ? 200 : 404;
		if (path.startsWith("/gateway/talk/")) {
			status = key ? 200 : 401;
			body = switch (path) {
				case "/gateway/talk/key/whose" -> "{\"project\": {\"id\": \"prj_1\"}}";
				case "/gateway/talk/projects/prj_1/users", "/gateway/talk/projects/prj_1/rooms" -> "{\"items\": []}";
				default -> "";
			};
			status = body.isEmpty() ? 404 : status;
		}
		byte[] bytes = ((status == 200) ? body : "{}").getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/openapi.json", "/api-docs", "/swagger.json", "/docs-json" })
	void isAskedFirstAndFollowed(String place) {
		this.documents = Map.of(place, DOCUMENT.formatted(""));
		Run run = Run.of(baseUrl(), KEY);
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("OpenAPI document", place, "api-key: \"X-Talk-Secret: {key}\"",
				"project: \"/gateway/talk/key/whose\"", "users: \"/gateway/talk/projects/{projectId}/users\"");
		assertThat(this.asked).startsWith("/openapi.json").contains(place).doesNotContain(place + " with the key");
	}

	@Test
	void leadsTheKeyToNoOtherHost() throws IOException {
		HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		List<String> lured = new CopyOnWriteArrayList<>();
		other.createContext("/", (exchange) -> {
			lured.add(exchange.getRequestURI().toString());
			exchange.close();
		});
		other.start();
		try {
			this.documents = Map.of("/openapi.json",
					DOCUMENT.formatted("http://127.0.0.1:" + other.getAddress().getPort()));
			Run run = Run.of(baseUrl(), KEY);
			assertThat(run.status()).as(run.out()).isZero();
			assertThat(lured).isEmpty();
		}
		finally {
			other.stop(0);
		}
	}

	@Test
	void isDoneWithoutWhereItIsNoDescription() {
		this.documents = Map.of("/openapi.json", "<html>not found</html>", "/api-docs", "{\"paths\": {}}");
		Run run = Run.of(baseUrl(), KEY);
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).doesNotContain("OpenAPI document").contains("users-list", "not found");
	}

}
