package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what the doctor finds of lists: how pages are counted, and paths that end in a
 * slash.
 */
class ListingTests {

	private static final Pattern PAGE = Pattern.compile("page=(-?\\d+)");

	private final HttpServer server;

	@TempDir
	private Path directory;

	private String slash = "";

	/** Whether a page has one user where no more are wanted, and a cursor then. */
	private boolean limits;

	/**
	 * What the list of the users answers to the number of a page, -1 if there is none.
	 */
	private IntFunction<String> pages = (page) -> users(Math.max(1, page), 30);

	ListingTests() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			String query = exchange.getRequestURI().getQuery();
			if (!path.endsWith("/") && this.slash.equals("/")) {
				exchange.getResponseHeaders().set("Location", path + '/' + ((query != null) ? '?' + query : ""));
				respond(exchange, 301, "");
				return;
			}
			Matcher page = PAGE.matcher(String.valueOf(query));
			String body = switch (path.substring(0, path.length() - this.slash.length())) {
				case "/api/projects/current" -> "{\"id\":\"p\"}";
				case "/api/projects/p/users" -> this.pages.apply(page.find() ? Integer.parseInt(page.group(1)) : -1);
				case "/api/projects/p/users/u0" -> user(0);
				case "/api/projects/p/rooms" -> "{\"items\":[]}";
				default -> "";
			};
			if (this.limits && String.valueOf(query).contains("limit=1")) {
				body = "{\"items\":[" + user(0) + "],\"next_cursor\":\"x\"}";
			}
			respond(exchange, body.isEmpty() ? 404 : 200, body);
		}
	}

	private static void respond(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	/** A page of twenty users, counted from 1. */
	private static String users(int page, int count) {
		return IntStream.range(0, count)
			.skip((page - 1) * 20L)
			.limit(20)
			.mapToObj(ListingTests::user)
			.collect(Collectors.joining(",", "{\"items\":[", "],\"total\":" + count + "}"));
	}

	private static String user(int number) {
		return "{\"id\":\"u" + number + "\",\"username\":\"n\",\"external_user_id\":\"e" + number + "\"}";
	}

	private Run run(String... options) {
		return Run.of("http://127.0.0.1:" + this.server.getAddress().getPort(), "key", options);
	}

	@Test
	void pagesFromOneNeedNoProperty() {
		Run run = run();
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("nothing to configure").containsPattern("pages +works");
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 30 })
	void findsThatPagesAreCountedFromZero(int count) {
		this.pages = (page) -> users(Math.max(1, page + 1), count);
		Run run = run();
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("first-page: \"0\"").containsPattern("pages +works");
	}

	@Test
	void findsThatPagesGoByACursor() {
		this.pages = (page) -> users(1, 30).replace("]", "],\"next_cursor\":\"x\"");
		Run run = run();
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).containsPattern("pages +works +by cursor").contains("nothing to configure");
	}

	@Test
	void findsThatPagesGoByACursorThoughThereIsButOne() {
		this.limits = true;
		this.pages = (page) -> users(1, 3).replaceFirst("\\],.*", "],\"next_cursor\":null}");
		Run run = run();
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).containsPattern("pages +works +by cursor");
	}

	@Test
	void tellsThatThereIsNoWayToOtherPages() {
		this.pages = (page) -> users(1, 30);
		Run run = run();
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).containsPattern("pages +not found").contains("page=2");
	}

	@Test
	void tellsNothingOfPagesWhereThereAreNoItems() {
		this.pages = (page) -> "{\"items\":[]}";
		Run run = run();
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).containsPattern("pages +not tried");
	}

	@Test
	void findsPathsThatEndInASlash() throws Exception {
		this.slash = "/";
		Path yaml = this.directory.resolve("wire.yaml");
		Run run = run("--output", yaml.toString());
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("users-list: \"GET /api/projects/{projectId}/users/\"",
				"users-get: \"GET /api/projects/{projectId}/users/{userId}/\"",
				"project-lookup: \"GET /api/projects/current/\"");
		Path again = this.directory.resolve("again.yaml");
		run("--config", yaml.toString(), "--output", again.toString());
		assertThat(Files.readString(again)).isEqualTo(Files.readString(yaml));
	}

}
