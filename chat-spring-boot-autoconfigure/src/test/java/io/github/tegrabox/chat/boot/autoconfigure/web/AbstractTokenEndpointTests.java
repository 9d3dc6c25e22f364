package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the token endpoint over a real port, the same on every web stack. The
 * application lets everybody in, so that the endpoint alone decides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractTokenEndpointTests {

	private static final String PATH = "/api/chat/token";

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	private ChatTestServer server;

	private String origin;

	@BeforeAll
	void start() {
		this.context = run(application());
		this.server = this.context.getBean(ChatTestServer.class);
		this.origin = "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port");
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@BeforeEach
	void reset() {
		this.server.faults().clear();
		this.server.recorder().clear();
	}

	abstract Class<?> application();

	/**
	 * One that leaves security to Spring Boot.
	 */
	abstract Class<?> guarded();

	abstract WebApplicationType type();

	final ChatTestServer server() {
		return this.server;
	}

	ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(type())
			.properties("server.port=0", "chat.test-server.enabled=true", "spring.main.banner-mode=off",
					"chat.retry.initial-backoff=1ms", "chat.retry.max-backoff=100ms",
					"chat.token-endpoint.allowed-origins=https://app.example.com")
			.properties(properties)
			.run();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void givesTheCallerATokenOfTheirOwn(String method) throws Exception {
		HttpResponse<String> response = send(as("alice", request(PATH)).method(method, BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		JsonNode body = this.mapper.readTree(response.body());
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("token", "userId", "expiresAt");
		AuthInfo verified = verify(body.path("token").asString());
		assertThat(verified.user().externalUserId()).isEqualTo("alice");
		assertThat(verified.user().userId()).isEqualTo(body.path("userId").asString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Remote-User", "X-Forwarded-User", "REMOTE_USER", "X-User-Id", "X-Authenticated-User",
			"From", "Cookie" })
	void aForgedCallerIsNobody(String header) throws Exception {
		assertUnauthorized(send(request(PATH).header(header, "alice").GET()));
	}

	@Test
	void nobodyGetsNothing() throws Exception {
		assertUnauthorized(send(request(PATH).GET()));
		assertUnauthorized(send(request(PATH).POST(BodyPublishers.noBody())));
		assertThat(send(request(PATH).method("HEAD", BodyPublishers.noBody())).statusCode()).isEqualTo(401);
		assertThat(send(request(PATH).header("Authorization", "Bearer ey.a.b").GET()).statusCode()).isEqualTo(401);
		assertThat(send(as("anonymousUser", request(PATH)).GET()).statusCode()).isEqualTo(401);
		assertThat(this.server.recorder().counts()).isEmpty();
	}

	@Test
	void nothingInTheRequestChoosesTheUser() throws Exception {
		String bob = this.server.createUser("Bob", "bob-" + System.nanoTime());
		String json = "{\"userId\":\"%1$s\",\"user_id\":\"%1$s\",\"externalUserId\":\"bob\",\"username\":\"bob\"}"
			.formatted(bob);
		String query = "?userId=%1$s&user_id=%1$s&external_user_id=bob&username=bob&principal=bob".formatted(bob);
		HttpResponse<String> response = send(
				as("alice", request(PATH + query)).header("Content-Type", "application/json")
					.header("X-User-Id", bob)
					.header("X-HTTP-Method-Override", "DELETE")
					.POST(BodyPublishers.ofString(json)));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(externalId(response)).isEqualTo("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH + "/", PATH + ";userId=bob", "/api/chat/%74oken", "/api//chat/token",
			"/api/chat/x/../token", "/API/CHAT/TOKEN", PATH + "/bob", PATH + "%2Fbob", PATH + ".json", PATH + "%00" })
	void noTrickWithThePathChangesTheCaller(String path) throws Exception {
		assertThat(send(request(path).GET()).statusCode()).isBetween(400, 499);
		HttpResponse<String> response = send(as("alice", request(path)).GET());
		if (response.statusCode() == 200) {
			assertThat(externalId(response)).isEqualTo("alice");
		}
		else {
			assertThat(response.statusCode()).isBetween(400, 499);
			assertThat(response.body()).doesNotContain("token\":");
		}
	}

	@Test
	void anOversizedBodyIsNotRead() throws Exception {
		byte[] body = new byte[512 * 1024];
		HttpResponse<String> response = send(as("alice", request(PATH)).POST(BodyPublishers.ofByteArray(body)));
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "PATCH" })
	void otherMethodsAreRefused(String method) throws Exception {
		HttpResponse<String> response = send(as("alice", request(PATH)).method(method, BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
		assertProblem(response, 405);
	}

	@Test
	void headAndOptionsIssueNothing() throws Exception {
		assertThat(send(as("alice", request(PATH)).method("HEAD", BodyPublishers.noBody())).statusCode())
			.isEqualTo(200);
		HttpResponse<String> options = send(request(PATH).method("OPTIONS", BodyPublishers.noBody()));
		assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
		assertThat(this.server.recorder().counts()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "500, 503", "502, 503", "429, 429", "422, 502", "401, 502" })
	void failuresOfTheChatApiBecomeProblems(int upstream, int status) throws Exception {
		assertThat(send(as("alice", request(PATH)).GET()).statusCode()).isEqualTo(200);
		this.server.failNext(20, upstream);
		HttpResponse<String> response = send(as("alice", request(PATH)).POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(status);
		assertProblem(response, status);
		if (status == 503) {
			assertThat(response.headers().firstValueAsLong("Retry-After")).hasValue(5);
		}
		assertThat(response.body()).doesNotContain(this.server.apiKey(), "Exception", "usr_", "projects");
	}

	@Test
	void aCutConnectionBecomesAProblem() throws Exception {
		this.server.cutNext(20);
		HttpResponse<String> response = send(as("alice", request(PATH)).POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Retry-After")).isPresent();
		assertProblem(response, 503);
	}

	@Test
	void concurrentFirstCallsMakeOneUserAndOneTokenEach() {
		List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			calls.add(this.http.sendAsync(as("carol", request(PATH)).POST(BodyPublishers.noBody()).build(),
					BodyHandlers.ofString()));
		}
		assertThat(calls).allSatisfy((call) -> assertThat(call.join().statusCode()).isEqualTo(200));
		assertThat(this.server.recorder().count("users.create")).isOne();
		assertThat(this.server.recorder().count("users.generateToken")).isEqualTo(30);
	}

	@Test
	void anAllowedOriginMayCall() throws Exception {
		HttpResponse<String> preflight = preflight("https://app.example.com");
		assertThat(preflight.statusCode()).isEqualTo(200);
		assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
		assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
		HttpResponse<String> response = send(
				as("alice", request(PATH)).header("Origin", "https://app.example.com").GET());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
	}

	@Test
	void anotherOriginMayNotCall() throws Exception {
		assertThat(preflight("https://evil.example.com").statusCode()).isEqualTo(403);
		HttpResponse<String> response = send(
				as("alice", request(PATH)).header("Origin", "https://evil.example.com").GET());
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).doesNotContain("token");
	}

	@Test
	void tokensAreRevokedAtLogout() throws Exception {
		try (ConfigurableApplicationContext logout = run(application(), "chat.token-endpoint.revoke-on-logout=true")) {
			String address = "http://localhost:" + logout.getEnvironment().getProperty("local.server.port");
			HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
			submit(browser, address + "/login", "username=alice&password=password");
			HttpResponse<String> response = browser.send(HttpRequest.newBuilder(URI.create(address + PATH)).build(),
					BodyHandlers.ofString());
			String token = this.mapper.readTree(response.body()).path("token").asString();
			ChatClient client = logout.getBean(ChatClient.class);
			assertThat(client.auth().verify(token).valid()).isTrue();
			submit(browser, address + "/logout", "");
			await().atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThatExceptionOfType(ChatAuthenticationException.class)
					.isThrownBy(() -> client.auth().verify(token)));
		}
	}

	@Test
	void theBackendsOwnUserIsNeverHandedOut(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext own = run(application(), "chat.socket.user.external-id=Alice",
				"chat.socket.auto-startup=false")) {
			for (String method : List.of("GET", "POST")) {
				HttpResponse<String> response = send(
						as("alice", request(own, PATH)).method(method, BodyPublishers.noBody()));
				assertThat(response.statusCode()).isEqualTo(403);
				assertProblem(response, 403);
			}
			assertThat(send(as("alice", request(own, PATH)).method("HEAD", BodyPublishers.noBody())).statusCode())
				.isEqualTo(403);
			assertThat(own.getBean(ChatTestServer.class).recorder().counts()).isEmpty();
			assertThat(output).contains("WARN", "the application's own chat user 'Alice'");
			assertThat(send(as("carol", request(own, PATH)).GET()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void callersMayBeKeptApartByAPrefix() throws Exception {
		try (ConfigurableApplicationContext shop = run(application(), "chat.token-endpoint.external-id-prefix=shop:",
				"chat.token-endpoint.token-ttl=90s", "chat.socket.user.external-id=alice",
				"chat.socket.auto-startup=false")) {
			JsonNode body = this.mapper.readTree(send(as("alice", request(shop, PATH)).GET()).body());
			AuthInfo verified = shop.getBean(ChatClient.class).auth().verify(body.path("token").asString());
			assertThat(verified.user().externalUserId()).isEqualTo("shop:alice");
			assertThat(verified.user().username()).isEqualTo("alice");
			assertThat(Instant.parse(body.path("expiresAt").asString())).isBefore(Instant.now().plusSeconds(91));
		}
	}

	@ParameterizedTest
	@CsvSource({ "400, true", "422, true", "400, false", "422, false" })
	void aNameThatTheChatDoesNotTakeIsTheCallersTrouble(int upstream, boolean provision, CapturedOutput output)
			throws Exception {
		try (ConfigurableApplicationContext fresh = run(application(),
				"chat.token-endpoint.provision-users=" + provision)) {
			ChatTestServer chat = fresh.getBean(ChatTestServer.class);
			chat.createUser("alice", "alice");
			chat.faults().on(provision ? "users.create" : "users.list").times(2).respond(upstream);
			for (String method : List.of("GET", "POST")) {
				HttpResponse<String> response = send(
						as("alice", request(fresh, PATH)).method(method, BodyPublishers.noBody()));
				assertThat(response.statusCode()).isEqualTo(403);
				assertProblem(response, 403);
				assertThat(response.body()).contains("does not accept your name");
			}
			assertThat(output).doesNotContain("ERROR");
			assertThat(send(as("alice", request(fresh, PATH)).GET()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void askingOftenMintsFewTokens() throws Exception {
		try (ConfigurableApplicationContext fresh = run(application(), "chat.token-endpoint.max-tokens-per-minute=5")) {
			ChatTestServer chat = fresh.getBean(ChatTestServer.class);
			List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
			Map<String, String> userIds = new HashMap<>();
			for (int i = 0; i < 40; i++) {
				calls.add(this.http.sendAsync(as(oneOfTwo(i), request(fresh, PATH)).GET().build(),
						BodyHandlers.ofString()));
			}
			for (int i = 0; i < 300; i++) {
				HttpResponse<String> response = (i < calls.size()) ? calls.get(i).join()
						: send(as(oneOfTwo(i), request(fresh, PATH)).GET());
				assertThat(response.statusCode()).isEqualTo(200);
				JsonNode body = this.mapper.readTree(response.body());
				String userId = body.path("userId").asString();
				assertThat(claims(body.path("token").asString())).contains('"' + userId + '"');
				assertThat(userIds.computeIfAbsent(oneOfTwo(i), (user) -> userId)).isEqualTo(userId);
			}
			assertThat(userIds.get("alice")).isNotEqualTo(userIds.get("carol"));
			assertThat(chat.recorder().count("users.generateToken")).isBetween(2, 10);
			HttpResponse<String> refused = null;
			for (int i = 0; i < 30 && (refused == null || refused.statusCode() == 200); i++) {
				refused = send(as("alice", request(fresh, PATH)).POST(BodyPublishers.noBody()));
			}
			assertThat(refused.statusCode()).isEqualTo(429);
			assertProblem(refused, 429);
			assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
		}
	}

	@Test
	void aPreflightIsAnsweredBeforeSpringSecurityAndNothingElseIs() throws Exception {
		try (ConfigurableApplicationContext guarded = run(guarded())) {
			HttpRequest.Builder asked = request(guarded, PATH);
			HttpResponse<String> preflight = preflight(asked, "https://app.example.com");
			assertThat(preflight.statusCode()).isEqualTo(200);
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
				.hasValue("https://app.example.com");
			assertThat(preflight(request(guarded, PATH), "https://evil.example.com").statusCode()).isEqualTo(403);
			for (String path : List.of("/", PATH + "/x", "/api/chat")) {
				HttpResponse<String> elsewhere = preflight(request(guarded, path), "https://app.example.com");
				assertThat(elsewhere.headers().map()).doesNotContainKey("access-control-allow-origin");
			}
			assertThat(send(request(guarded, PATH).GET()).statusCode()).isEqualTo(401);
			assertThat(send(request(guarded, "/other").GET()).statusCode()).isEqualTo(401);
			HttpResponse<String> refused = send(
					request(guarded, PATH).header("Origin", "https://app.example.com").GET());
			assertThat(refused.statusCode()).isEqualTo(401);
			assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
		}
	}

	@Test
	void onThePortOfTheManagementThereIsNone() throws Exception {
		try (ConfigurableApplicationContext managed = run(application(), "management.server.port=0")) {
			assertThat(send(as("alice", request(managed, PATH)).GET()).statusCode()).isEqualTo(200);
			String port = managed.getEnvironment().getProperty("local.management.port");
			assertThat(port).isNotEqualTo(managed.getEnvironment().getProperty("local.server.port"));
			URI management = URI.create("http://localhost:" + port + PATH);
			assertThat(send(as("alice", HttpRequest.newBuilder(management)).GET()).statusCode()).isEqualTo(404);
			HttpResponse<String> preflight = preflight(HttpRequest.newBuilder(management), "https://app.example.com");
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		}
	}

	private static String claims(String token) {
		return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
	}

	private static String oneOfTwo(int number) {
		return (number % 2 == 0) ? "alice" : "carol";
	}

	private static void submit(HttpClient browser, String uri, String form) throws IOException, InterruptedException {
		browser.send(HttpRequest.newBuilder(URI.create(uri))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build(), BodyHandlers.discarding());
	}

	final HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.origin + path)).timeout(Duration.ofSeconds(60));
	}

	static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
		String credentials = Base64.getEncoder().encodeToString((user + ":password").getBytes(StandardCharsets.UTF_8));
		return request.header("Authorization", "Basic " + credentials);
	}

	final HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	final String externalId(HttpResponse<String> response) {
		return verify(this.mapper.readTree(response.body()).path("token").asString()).user().externalUserId();
	}

	private AuthInfo verify(String token) {
		return this.context.getBean(ChatClient.class).auth().verify(token);
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path) {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(60));
	}

	private HttpResponse<String> preflight(String origin) throws IOException, InterruptedException {
		return preflight(request(PATH), origin);
	}

	private HttpResponse<String> preflight(HttpRequest.Builder request, String origin)
			throws IOException, InterruptedException {
		return send(request.header("Origin", origin)
			.header("Access-Control-Request-Method", "POST")
			.method("OPTIONS", BodyPublishers.noBody()));
	}

	private void assertUnauthorized(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertProblem(response, 401);
	}

	private void assertProblem(HttpResponse<String> response, int status) {
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
		JsonNode body = this.mapper.readTree(response.body());
		assertThat(body.path("status").asInt()).isEqualTo(status);
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail");
	}

}
