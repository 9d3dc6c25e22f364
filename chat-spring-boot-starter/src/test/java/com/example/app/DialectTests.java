package com.example.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Servers of other dialects: the same properties make the server speak one and the
 * application understand it.
 */
class DialectTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final String USER = "/api/projects/{projectId}/users/{userId}";

	private static final String ROOM = "/api/projects/{projectId}/rooms/{roomId}";

	static Stream<Named<Map<String, String>>> dialects() {
		return Stream.of(
				// The API key.
				of("credentials.api-key", "Authorization: Bearer {key}"),
				of("credentials.api-key", "Authorization: ApiKey {key}"), of("credentials.api-key", "api-key: {key}"),
				of("credentials.api-key", "X-Project-Key: {key}"), of("api-key-header", "X-Chat-Key"),
				of("credentials.api-key", "apikey: {key}"),
				// The prefix.
				below("/api/v1"), below("/v1"), below(""),
				// The project.
				of("paths.project", "/projects/me"), of("paths.project", "/project", "answers.project", "projectId"),
				of("operations.project-lookup", "GET /auth/project", "answers.project", "project.id"),
				of("operations.project-lookup", "POST /api-keys/verify", "answers.project", "data.id"),
				of("project", "none"), of("project", "header:X-Project-Id"), of("project", "query:project_id"),
				// The operations.
				of("operations.users-update", "PUT " + USER),
				of("operations.users-generate-token", "POST " + USER + "/tokens", "operations.users-revoke-token",
						"DELETE " + USER + "/tokens"),
				of("operations.users-generate-token", "POST " + USER + "/generate-token",
						"operations.users-revoke-token", "POST " + USER + "/revoke-token"),
				of("operations.users-generate-token", "POST " + USER + "/generateToken",
						"operations.users-revoke-token", "POST " + USER + "/revoke"),
				of("operations.users-generate-token", "POST /auth/token"),
				of("operations.rooms-join", "POST " + ROOM + "/members", "operations.rooms-leave",
						"DELETE " + ROOM + "/members/{userId}"),
				of("operations.auth-verify", "POST /api/auth/verify"), of("paths.verify", "/auth/me"),
				of("operations.auth-verify", "POST /api/auth/verify", "bodies.auth-verify.token", "token"),
				// Names sent.
				of("names", "camelCase"), of("bodies.messages-create.user_id", "userId"),
				of("bodies.messages-create.external_user_id", "external_user_id", "bodies.rooms-join.external_user_id",
						"external_user_id"),
				// The socket.
				of("socket-auth", "auth.jwt"), of("socket-auth", "query.token"),
				of("socket-auth", "header.Authorization"),
				emits("joinRoom", "leaveRoom", "sendMessage", "startTyping", "stopTyping"),
				emits("room:join", "room:leave", "message:send", "typing:start", "typing:stop"),
				emits("join", "leave", "message", "typing", "stop_typing"),
				emits("join", "leave", "send", "typing", "stopTyping"), of("room-payload", "id"),
				of("names", "camelCase", "room-payload", "id", "socket-auth", "query.token"),
				of("events.message", "newMessage", "events.user-joined", "user:joined", "events.user-left", "userLeft",
						"events.user-typing", "typing:start", "events.user-stopped-typing", "typing:stop",
						"events.error", "chat_error"),
				of("connect-namespace", "/chat"),
				// The history.
				of("message-order", "oldest-first"),
				// Pages.
				of("first-page", "0"), of("query.page", "p", "query.limit", "per_page", "query.cursor", "after"),
				// What is read, whatever is sent.
				of("answers.names", "camelCase"), of("names", "camelCase", "answers.names", "snake_case"),
				of("answers.entities", "data"), of("answers.times", "epoch-millis"));
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void doesTheMainJob(Map<String, String> wire) {
		try (ChatTestServer server = ChatTestServer.builder().wire(ChatTestServerWire.of(wire)).build().start()) {
			String[] properties = wire.entrySet()
				.stream()
				.filter((entry) -> !entry.getKey().startsWith("answers."))
				.map((entry) -> "chat.wire." + entry.getKey() + "=" + entry.getValue())
				.toArray(String[]::new);
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ChatAutoConfiguration.class))
				.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey())
				.withPropertyValues(properties)
				.run((context) -> work(server, context.getBean(ChatClient.class), wire));
		}
	}

	@Test
	void theServerKnowsEveryPropertyOfTheWire() throws IOException {
		Map<String, String> wire = new TreeMap<>();
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = metadata.openStream()) {
				JsonMapper.shared()
					.readTree(json)
					.path("properties")
					.valueStream()
					.filter((property) -> property.path("name").asString().startsWith("chat.wire."))
					.filter((property) -> property.has("defaultValue"))
					.forEach((property) -> wire.put(property.path("name").asString(),
							property.path("defaultValue").asString()));
			}
		}
		assertThat(wire).containsKeys("chat.wire.names", "chat.wire.query.page");
		assertThatNoException().isThrownBy(() -> ChatTestServerWire.of(wire));
	}

	private static void work(ChatTestServer server, ChatClient client, Map<String, String> wire) {
		ChatUser ada = client.users().create(CreateUserInput.of("ada", "ext-ada"));
		ChatUser bob = client.users().create(CreateUserInput.of("bob", "ext-bob"));
		assertThat(client.users().getOrCreate(CreateUserInput.of("ada", "ext-ada")).id()).isEqualTo(ada.id());
		assertThat(client.users().findByExternalId("ext-bob")).map(ChatUser::id).contains(bob.id());
		client.users().update(ada.id(), UpdateUserInput.builder().displayName("Ada L.").build());
		assertThat(client.users().get(ada.id()).displayName()).isEqualTo("Ada L.");
		Room room = client.rooms().create(CreateRoomInput.of("Room", ada.id()));
		client.rooms().join(room.id(), bob.id());
		assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(2);
		client.rooms().leave(room.id(), bob.id());
		assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(1);
		String adasToken = client.users().generateToken(ada.id()).token();
		String bobsToken = client.users().generateToken(bob.id(), Duration.ofMinutes(5)).token();
		try (ChatClient adas = client.mutate().jwtToken(adasToken).build();
				ChatClient bobs = client.mutate().jwtToken(bobsToken).build()) {
			assertThat(bobs.auth().verify().user().userId()).isEqualTo(bob.id());
			talk(server, client, adas.socket(), bobs.socket(), room, ada, bob);
		}
		List<String> history = client.messages()
			.list(room.id(), PaginationParams.of(1, 10))
			.items()
			.stream()
			.map(Message::content)
			.toList();
		boolean oldestFirst = wire.getOrDefault("message-order", "").equals("oldest-first");
		assertThat(history)
			.containsExactlyElementsOf(oldestFirst ? List.of("Hello!", "From REST") : List.of("From REST", "Hello!"));
		assertThat(client.messages().list(room.id(), PaginationParams.of(2, 1)).items()).singleElement()
			.satisfies((message) -> assertThat(message.content()).isEqualTo(history.get(1)));
		client.users().revokeToken(bob.id());
		client.users().delete(bob.id());
	}

	private static void talk(ChatTestServer server, ChatClient client, ChatSocket adas, ChatSocket bobs, Room room,
			ChatUser ada, ChatUser bob) {
		Queue<ChatEvent> heard = new ConcurrentLinkedQueue<>();
		adas.onEvent(heard::add);
		Queue<Message> bobHeard = new ConcurrentLinkedQueue<>();
		bobs.onMessage(bobHeard::add);
		adas.connect();
		adas.joinRoom(room.id());
		server.recorder()
			.events()
			.await(PATIENCE, (event) -> event.kind() == Kind.RECEIVED && ada.id().equals(event.userId()));
		bobs.connect();
		bobs.joinRoom(room.id());
		await(heard, (event) -> event instanceof UserJoined joined && joined.userId().equals(bob.id()));
		bobs.startTyping(room.id());
		await(heard, (event) -> event instanceof UserTyping typing && typing.userId().equals(bob.id()));
		bobs.stopTyping(room.id());
		await(heard, (event) -> event instanceof UserStoppedTyping typing && typing.userId().equals(bob.id()));
		bobs.sendMessage(room.id(), "Hello!");
		await(heard, (event) -> event instanceof MessageReceived received
				&& received.message().content().equals("Hello!") && received.message().userId().equals(bob.id()));
		client.messages().create(room.id(), CreateMessageInput.of("From REST", ada.id()));
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> bobHeard.stream().anyMatch((message) -> message.content().equals("From REST")));
		bobs.leaveRoom(room.id());
		await(heard, (event) -> event instanceof UserLeft left && left.userId().equals(bob.id()));
	}

	private static void await(Queue<ChatEvent> heard, Predicate<ChatEvent> wanted) {
		Awaitility.await().atMost(PATIENCE).until(() -> heard.stream().anyMatch(wanted));
	}

	private static Named<Map<String, String>> of(String... properties) {
		Map<String, String> wire = new LinkedHashMap<>();
		for (int i = 0; i < properties.length; i += 2) {
			wire.put(properties[i], properties[i + 1]);
		}
		return Named.of(wire.toString(), wire);
	}

	private static Named<Map<String, String>> below(String prefix) {
		String project = prefix + "/projects/{projectId}";
		return of("paths.project", prefix + "/projects/current", "paths.users", project + "/users", "paths.rooms",
				project + "/rooms", "paths.messages", project + "/rooms/{roomId}/messages", "paths.verify",
				prefix + "/auth/verify");
	}

	private static Named<Map<String, String>> emits(String join, String leave, String send, String start, String stop) {
		return of("emits.join-room", join, "emits.leave-room", leave, "emits.send-message", send, "emits.start-typing",
				start, "emits.stop-typing", stop);
	}

}
