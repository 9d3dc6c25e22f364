package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.boot.actuate.ChatEndpoint;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests of Actuator's endpoint {@code chat} over HTTP.
 */
class ChatEndpointTests {

	private static final Duration WAIT = Duration.ofSeconds(120);

	private static final String SECRET = "key_secret_of_the_test";

	private final ChatTestServer server = ChatTestServer.builder().apiKey(SECRET).build().start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { Servlet.class, Reactive.class })
	void tellsOfSocketsAndListenersAndPausesASocket(Class<?> security) throws Exception {
		HttpClient http = HttpClient.newHttpClient();
		try (ConfigurableApplicationContext context = start(security)) {
			URI endpoint = URI.create(
					"http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/chat");
			await().atMost(WAIT)
				.untilAsserted(() -> assertThat(socket(http, endpoint).path("joinedRooms")).map(JsonNode::asString)
					.containsExactly(this.room));
			this.server.createMessage(this.room, this.alice, "first words");
			this.server.createMessage(this.room, this.alice, "fail with " + SECRET);
			Listener listener = context.getBean(Listener.class);
			await().atMost(WAIT).until(() -> listener.heard.contains("fail with " + SECRET));
			await().atMost(WAIT)
				.untilAsserted(() -> assertThat(listener(http, endpoint).path("failures").asInt()).isEqualTo(2));
			String told = get(http, endpoint).body();
			assertThat(told).doesNotContain(SECRET).doesNotContain("words").doesNotContain("eyJ");
			JsonNode socket = socket(http, endpoint);
			assertThat(socket.path("state").asString()).isEqualTo("CONNECTED");
			assertThat(socket.path("paused").asBoolean()).isFalse();
			assertThat(socket.path("userId").asString()).startsWith("usr_");
			assertThat(socket.path("rooms")).map(JsonNode::asString)
				.containsExactlyInAnyOrder(this.room, "room_nowhere");
			assertThat(socket.path("refusedRooms").propertyNames()).containsExactly("room_nowhere");
			assertThat(socket.path("lastEvent").path("type").asString()).isNotBlank();
			assertThat(listener(http, endpoint).path("method").asString()).contains("Listener.on(");
			assertThat(listener(http, endpoint).path("calls").asInt()).isEqualTo(3);
			assertThat(listener(http, endpoint).path("lastFailure").path("type").asString())
				.isEqualTo(IllegalStateException.class.getName());

			URI one = URI.create(endpoint + "/" + name(http, endpoint));
			JsonNode paused = JsonMapper.shared().readTree(post(one, "pause").body());
			assertThat(paused.path("paused").asBoolean()).isTrue();
			await().atMost(WAIT).until(() -> this.server.connectedSockets() == 0);
			this.server.createMessage(this.room, this.alice, "missed");
			JsonNode resumed = JsonMapper.shared().readTree(post(one, "resume").body());
			assertThat(resumed.path("paused").asBoolean()).isFalse();
			await().atMost(WAIT).until(() -> listener.heard.contains("missed"));
			// WebFlux on Tomcat sometimes interrupts its own thread while it answers that
			// an operation failed.
			await().atMost(WAIT)
				.ignoreException(IOException.class)
				.until(() -> post(one, "explode").statusCode() == 400);
			assertThat(get(http, URI.create(endpoint + "/nobody")).statusCode()).isEqualTo(404);
		}
	}

	@Test
	void tellsOfTheGroupWhereDeliveryIsDurable() {
		ReplicaState replica = mock();
		given(replica.group()).willReturn("bots");
		given(replica.shards()).willReturn(2);
		given(replica.leading()).willReturn(Set.of(1));
		given(replica.lag()).willReturn(Duration.ofSeconds(3));
		given(replica.storeProblem()).willReturn("password=" + SECRET);
		given(replica.positions())
			.willReturn(Map.of("room_1", new ReplicaState.Position(1, 7, "msg_7", Instant.EPOCH, Duration.ZERO)));
		ChatEndpoint.Description description = new ChatEndpoint(Map.of(), List::of, replica).describe();
		assertThat(description.replica()).isNotNull();
		assertThat(description.replica().group()).isEqualTo("bots");
		assertThat(description.replica().leading()).containsExactly(1);
		assertThat(description.replica().positions().get("room_1").lastMessageId()).isEqualTo("msg_7");
		assertThat(description.toString()).doesNotContain(SECRET);
		assertThat(new ChatEndpoint(Map.of(), List::of, null).describe().replica()).isNull();
	}

	private ConfigurableApplicationContext start(Class<?> security) {
		return new SpringApplicationBuilder(Application.class, security)
			.web((security == Servlet.class) ? WebApplicationType.SERVLET : WebApplicationType.REACTIVE)
			.properties("server.port=0", "chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + SECRET,
					"chat.socket.user.external-id=bot", "chat.socket.rooms=" + this.room + ",room_nowhere",
					"chat.listener.retry.max-attempts=2", "chat.listener.retry.initial-backoff=1ms",
					"management.endpoints.web.exposure.include=chat")
			.run();
	}

	private static String name(HttpClient http, URI endpoint) throws IOException, InterruptedException {
		JsonNode sockets = JsonMapper.shared().readTree(get(http, endpoint).body()).path("sockets");
		assertThat(sockets.propertyNames()).hasSize(1);
		return sockets.propertyNames().iterator().next();
	}

	private static JsonNode socket(HttpClient http, URI endpoint) throws IOException, InterruptedException {
		return JsonMapper.shared().readTree(get(http, URI.create(endpoint + "/" + name(http, endpoint))).body());
	}

	private static JsonNode listener(HttpClient http, URI endpoint) throws IOException, InterruptedException {
		JsonNode listeners = JsonMapper.shared().readTree(get(http, endpoint).body()).path("listeners");
		assertThat(listeners).map((listener) -> listener.path("id").asString()).contains("heard");
		return listeners.valueStream()
			.filter((listener) -> listener.path("id").asString().equals("heard"))
			.findFirst()
			.orElseThrow();
	}

	private static HttpResponse<String> get(HttpClient http, URI uri) throws IOException, InterruptedException {
		return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

	private static HttpResponse<String> post(URI uri, String action) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"action\":\"" + action + "\"}"))
				.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@ChatListener(id = "heard")
		void on(Message message) {
			this.heard.add(message.content());
			if (message.content().startsWith("fail")) {
				throw new IllegalStateException(message.content());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Servlet {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Reactive {

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

}
