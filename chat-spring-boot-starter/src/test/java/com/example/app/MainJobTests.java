package com.example.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import io.github.tegrabox.chat.testserver.boot.ChatEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The main job, through the starter alone and over real sockets: an application that
 * manages users and rooms, hears what is said in them, gives its front end tokens, and
 * tells how it is.
 */
@SpringBootTest(classes = ChatApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "chat.socket.user.external-id=my-backend", "chat.socket.user.username=My backend",
				"chat.socket.rooms=*", "chat.socket.room-discovery-interval=50ms",
				"management.endpoints.web.exposure.include=health,metrics",
				"management.endpoint.health.show-details=always" })
@AutoConfigureChatTestServer
class MainJobTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	@Autowired
	private ChatClient chat;

	@Autowired
	private ReactiveChatClient reactiveChat;

	@Autowired
	private ChatSocket socket;

	@Autowired
	private RoomLog log;

	@Value("${local.server.port}")
	private int port;

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = JsonMapper.builder().build();

	@BeforeEach
	void isConnected() {
		await().atMost(WAIT).until(this.socket::isConnected);
	}

	@Test
	void aTestCanWaitForWhatTheApplicationHears(@Autowired ChatEvents events) {
		ChatUser carol = this.chat.users().getOrCreate(CreateUserInput.of("Carol", "carol-events"));
		Room room = this.chat.rooms().create(CreateRoomInput.of("Record", carol.id()));
		this.socket.joinRoom(room.id());
		await().atMost(WAIT).until(() -> this.socket.joinedRooms().contains(room.id()));
		this.chat.messages().create(room.id(), CreateMessageInput.of("for the record", carol.id()));
		MessageReceived heard = events.await(MessageReceived.class,
				(event) -> event.message().content().equals("for the record"), WAIT);
		assertThat(heard.roomId()).isEqualTo(room.id());
		assertThat(events.of(MessageReceived.class)).contains(heard);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> events.await(MessageGap.class, Duration.ofMillis(1)))
			.withMessageContaining("No MessageGap came")
			.withMessageContaining("MessageReceived");
		events.clear();
		assertThat(events.of(MessageReceived.class)).doesNotContain(heard);
	}

	@Test
	void twoUsersChatAndTheApplicationHearsEachMessageOnceInOrder() {
		ChatUser alice = this.chat.users().create(CreateUserInput.of("Alice", "alice-1"));
		ChatUser bob = this.chat.users().create(CreateUserInput.of("Bob", "bob-1"));
		Room room = this.chat.rooms().create(CreateRoomInput.of("Talk", alice.id()));
		await().atMost(WAIT).until(() -> this.socket.joinedRooms().contains(room.id()));
		try (ChatClient alices = as(alice); ChatClient bobs = as(bob)) {
			List<Message> atAlices = join(alices.socket(), room);
			List<Message> atBobs = join(bobs.socket(), room);
			await().atMost(WAIT)
				.untilAsserted(() -> assertThat(this.log.joined)
					.anyMatch((event) -> event.roomId().equals(room.id()) && event.userId().equals(bob.id())));
			List<String> said = IntStream.range(0, 10).mapToObj((i) -> "message " + i).toList();
			for (int i = 0; i < said.size(); i++) {
				ChatSocket speaker = ((i % 2) == 0) ? alices.socket() : bobs.socket();
				Message sent = speaker.sendMessageAcked(room.id(), said.get(i)).block(WAIT);
				assertThat(sent).isNotNull();
				assertThat(sent.content()).isEqualTo(said.get(i));
			}
			await().atMost(WAIT).untilAsserted(() -> assertThat(heard(room)).hasSizeGreaterThanOrEqualTo(10));
			assertThat(heard(room)).containsExactlyElementsOf(said);
			await().atMost(WAIT).untilAsserted(() -> {
				assertThat(atAlices).extracting(Message::content).containsExactlyElementsOf(said);
				assertThat(atBobs).extracting(Message::content).containsExactlyElementsOf(said);
			});
		}
		assertThat(this.chat.messages().listAll(room.id())).hasSize(10);
		List<String> raw = this.log.raw.stream()
			.map((event) -> event.getPayload().message())
			.filter((message) -> message.roomId().equals(room.id()))
			.map(Message::id)
			.toList();
		assertThat(raw).hasSize(10).doesNotHaveDuplicates();
		assertThat(this.log.events).hasAtLeastOneElementOfType(SocketConnected.class);
	}

	@Test
	void theFrontEndGetsATokenForTheLoggedInUser() throws Exception {
		assertThat(get("/api/chat/token", null).statusCode()).isEqualTo(401);
		HttpResponse<String> response = get("/api/chat/token", "alice");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		JsonNode token = this.json.readTree(response.body());
		assertThat(this.chat.auth().verify(token.path("token").asString()).user().externalUserId()).isEqualTo("alice");
		JsonNode meter = this.json
			.readTree(get("/actuator/metrics/chat.tokens.issued?tag=outcome:success", null).body());
		assertThat(count(meter)).isPositive();
	}

	@Test
	void theApplicationTellsHowItIs() throws Exception {
		JsonNode health = this.json.readTree(get("/actuator/health", null).body());
		assertThat(health.path("status").asString()).isEqualTo("UP");
		JsonNode chat = health.path("components").path("chat");
		assertThat(chat.path("status").asString()).isEqualTo("UP");
		assertThat(chat.path("details").path("projectId").asString()).isEqualTo(this.chat.projectId());
		assertThat(chat.path("details").path("baseUrl").asString()).startsWith("http://");
		JsonNode chatSocket = health.path("components").path("chatSocket");
		assertThat(chatSocket.path("status").asString()).isEqualTo("UP");
		assertThat(chatSocket.path("details").propertyNames()).contains("state", "rooms", "reconnects");
		assertThat(health.toString()).doesNotContain("eyJ");
	}

	@Test
	void healthIsNoMatterOfLiveness(@Autowired HealthEndpointGroups groups) {
		HealthEndpointGroup liveness = groups.get("liveness");
		assertThat(liveness).isNotNull();
		assertThat(liveness.isMember("livenessState")).isTrue();
		assertThat(liveness.isMember("chat")).isFalse();
		assertThat(liveness.isMember("chatSocket")).isFalse();
		assertThat(groups.getPrimary().isMember("chat")).isTrue();
		assertThat(groups.getPrimary().isMember("chatSocket")).isTrue();
	}

	@Test
	void theMetersAreThere() throws Exception {
		this.reactiveChat.rooms().listAll().blockLast(WAIT);
		JsonNode names = this.json.readTree(get("/actuator/metrics", null).body()).path("names");
		assertThat(names.valueStream().map(JsonNode::asString)).contains("chat.socket.connected",
				"chat.socket.reconnects", "chat.events.received", "chat.events.dispatch", "chat.events.queued",
				"chat.events.recovered", "chat.events.dropped", "http.client.requests");
		JsonNode connected = this.json.readTree(get("/actuator/metrics/chat.socket.connected", null).body());
		assertThat(connected.path("measurements").path(0).path("value").asDouble()).isOne();
		JsonNode requests = this.json.readTree(get("/actuator/metrics/http.client.requests", null).body());
		List<String> uris = requests.path("availableTags")
			.valueStream()
			.filter((tag) -> tag.path("tag").asString().equals("uri"))
			.flatMap((tag) -> tag.path("values").valueStream())
			.map(JsonNode::asString)
			.toList();
		assertThat(uris).isNotEmpty()
			.anyMatch((uri) -> uri.contains("{projectId}"))
			.noneMatch((uri) -> uri.contains(this.chat.projectId()) || uri.contains("usr_"));
	}

	private List<String> heard(Room room) {
		return this.log.messages.stream()
			.map((event) -> event.message())
			.filter((message) -> message.roomId().equals(room.id()))
			.map(Message::content)
			.toList();
	}

	private ChatClient as(ChatUser user) {
		String token = this.chat.users().generateToken(user.id()).token();
		return this.chat.mutate().jwtToken(token).build();
	}

	private static List<Message> join(ChatSocket socket, Room room) {
		List<Message> messages = new CopyOnWriteArrayList<>();
		socket.onMessage(messages::add);
		socket.joinRoom(room.id());
		socket.connect();
		await().atMost(WAIT).until(socket::isConnected);
		return messages;
	}

	private static double count(JsonNode meter) {
		return meter.path("measurements")
			.valueStream()
			.filter((measurement) -> measurement.path("statistic").asString().equals("COUNT"))
			.mapToDouble((measurement) -> measurement.path("value").asDouble())
			.sum();
	}

	private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (user != null) {
			String credentials = user + ":password";
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return this.http.send(request.timeout(WAIT).build(), BodyHandlers.ofString());
	}

}
