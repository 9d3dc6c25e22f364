package com.example.chat;

import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("embedded")
class SampleApplicationTests {

	@Autowired
	private MockMvcTester http;

	@Autowired
	private ChatClient chat;

	@Autowired
	private ChatSocket socket;

	@Autowired
	private ChatTestServer server;

	private ChatUser carol;

	private Room room;

	@BeforeEach
	void createRoom() {
		this.carol = this.chat.users().getOrCreate(CreateUserInput.of("carol", "carol"));
		this.room = this.chat.rooms().create(CreateRoomInput.of("Kitchen", this.carol.id()));
	}

	@AfterEach
	void removeFaults() {
		this.server.faults().clear();
	}

	@Test
	void strangersAreSentToTheLogin() {
		assertThat(this.http.get().uri("/").accept(MediaType.TEXT_HTML)).hasStatus(HttpStatus.FOUND)
			.headers()
			.hasValue(HttpHeaders.LOCATION, "/login");
		assertThat(this.http.get().uri("/login")).hasStatusOk().bodyText().contains("Log in as");
	}

	@Test
	void strangersGetNothingFromTheEndpoints() {
		assertThat(this.http.get().uri("/api/rooms")).hasStatus(HttpStatus.UNAUTHORIZED);
		assertThat(this.http.get().uri("/api/chat/token")).hasStatus(HttpStatus.UNAUTHORIZED);
		assertThat(this.http.get().uri("/actuator/prometheus")).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void thePageRunsItsOwnScriptsOnlyAndTalksToTheChatApi() {
		String socketAddress = this.server.baseUrl().replace("http", "ws");
		assertThat(as("alice", this.http.get().uri("/"))).hasStatusOk()
			.headers()
			.satisfies((headers) -> assertThat(headers.getFirst("Content-Security-Policy"))
				.contains("default-src 'none'", "script-src 'self';", "connect-src 'self' " + socketAddress + ";")
				.doesNotContain("unsafe"));
	}

	@Test
	void thePageFindsSocketIo() {
		assertThat(as("alice", this.http.get().uri("/vendor/socket.io.esm.min.js"))).hasStatusOk()
			.bodyText()
			.contains("Socket.IO v4.8");
	}

	@Test
	void whoIsLoggedInGetsAToken() {
		assertThat(as("alice", this.http.get().uri("/api/chat/token"))).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.token", (token) -> assertThat(token).asString().isNotBlank());
	}

	@Test
	void onlyMembersReadTheHistory() {
		this.chat.messages().create(this.room.id(), CreateMessageInput.of("Hello", this.carol.id()));
		String room = "/api/rooms/" + this.room.id();
		assertThat(as("alice", this.http.get().uri(room + "/messages"))).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(as("alice", this.http.put().uri(room + "/membership"))).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(as("alice", this.http.get().uri(room + "/messages"))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[*].content")
			.isEqualTo(List.of("Hello"));
		assertThat(as("alice", this.http.delete().uri(room + "/membership"))).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(as("alice", this.http.get().uri(room + "/messages"))).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void whoCreatesARoomIsInIt() {
		assertThat(as("bob", create("{\"name\": \"Attic\"}"))).hasStatus(HttpStatus.CREATED);
		Room attic = this.chat.rooms()
			.listAll()
			.filter((room) -> room.name().equals("Attic"))
			.findFirst()
			.orElseThrow();
		assertThat(as("bob", this.http.get().uri("/api/rooms/{id}/messages", attic.id()))).hasStatusOk();
	}

	@Test
	void badInputIsRefused() {
		assertThat(as("bob", create("{\"name\": \" \"}"))).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(as("bob", this.http.get().uri("/api/rooms/x/messages?page=0"))).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(as("bob", this.http.put().uri("/api/rooms/room_none/membership"))).hasStatus(HttpStatus.NOT_FOUND)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("There is no such room.");
	}

	@Test
	void anUnreachableChatIsToldWithoutItsInside() {
		this.server.failNext(100, 500);
		assertThat(as("bob", this.http.get().uri("/api/rooms"))).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("The chat cannot be reached.")
			.doesNotContain("500", "/api/projects");
	}

	@Test
	void theBotAnswersOnceAndNeverItself() {
		this.socket.joinRoom(this.room.id());
		eventually(() -> assertThat(this.socket.joinedRooms()).contains(this.room.id()));
		eventually(() -> assertThat(this.socket.isConnected()).isTrue());
		ChatUser bot = this.chat.users().getOrCreate(Bot.IDENTITY);
		this.chat.messages().create(this.room.id(), CreateMessageInput.of("!time", bot.id()));
		this.chat.messages().create(this.room.id(), CreateMessageInput.of("!rooms", this.carol.id()));
		eventually(
				() -> assertThat(history()).anyMatch((text) -> text.startsWith("Rooms: ") && text.contains("Lobby")));
		this.chat.messages().create(this.room.id(), CreateMessageInput.of("!time", this.carol.id()));
		eventually(() -> assertThat(history()).anyMatch((text) -> text.startsWith("It is ")));
		assertThat(history()).hasSize(5);
	}

	@Test
	void healthAndMetersAreThere() {
		eventually(() -> assertThat(this.socket.isConnected()).isTrue());
		assertThat(as("alice", this.http.get().uri("/actuator/health/dependencies"))).hasStatusOk()
			.bodyText()
			.contains("\"chat\"", "\"chatSocket\"");
		assertThat(this.http.get().uri("/actuator/health")).bodyText().doesNotContain("projectId");
		assertThat(as("alice", this.http.get().uri("/actuator/prometheus"))).hasStatusOk()
			.bodyText()
			.contains("chat_socket_connected");
	}

	private MockMvcRequestBuilder create(String body) {
		return this.http.post().uri("/api/rooms").contentType(MediaType.APPLICATION_JSON).content(body);
	}

	private static MockMvcRequestBuilder as(String name, MockMvcRequestBuilder request) {
		return request.with(SecurityMockMvcRequestPostProcessors.user(name))
			.with(SecurityMockMvcRequestPostProcessors.csrf());
	}

	private List<String> history() {
		return this.chat.messages().listAll(this.room.id()).map(Message::content).toList();
	}

	private static void eventually(Runnable assertion) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion::run);
	}

}
