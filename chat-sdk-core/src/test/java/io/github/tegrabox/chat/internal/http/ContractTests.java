package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatConflictException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.error.ChatValidationException;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every row of the contract, over HTTP, in every style that a server may write in, and
 * over every connector.
 */
@ParameterizedClass
@MethodSource("stylesAndConnectors")
class ContractTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final ChatTestServer server;

	private final ChatClient client;

	private final Connector.Open connector;

	ContractTests(ChatTestServerWire style, Connector connector) {
		this.server = ChatTestServer.builder().wire(style).build().start();
		this.connector = connector.open();
		this.client = ChatClient.builder()
			.apiKey(this.server.apiKey())
			.baseUrl(this.server.baseUrl())
			.apply(this.connector.settings())
			.build();
	}

	static Stream<Arguments> stylesAndConnectors() {
		ChatTestServerWire snake = ChatTestServerWire.builder().build();
		return Stream.of(arguments(snake, Connector.JDK), arguments(answering("names", "camelCase"), Connector.JDK),
				arguments(answering("entities", "data"), Connector.JDK),
				arguments(answering("times", "epoch-millis"), Connector.JDK), arguments(snake, Connector.REACTOR_NETTY),
				arguments(snake, Connector.JETTY));
	}

	private static ChatTestServerWire answering(String aspect, String form) {
		return ChatTestServerWire.builder().answer(aspect, form).build();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.connector.close();
		this.server.close();
	}

	@Test
	void createsReadsChangesAndDeletesUsers() {
		Instant before = Instant.now().minusSeconds(60);
		ChatUser ada = this.client.users()
			.create(CreateUserInput.builder("ada", "ext 1/ä").displayName("Ada L.").email("ada@example.org").build());
		assertThat(ada.id()).startsWith("usr_");
		assertThat(ada).extracting(ChatUser::username, ChatUser::externalUserId, ChatUser::displayName, ChatUser::email)
			.containsExactly("ada", "ext 1/ä", "Ada L.", "ada@example.org");
		assertThat(ada.createdAt()).isBetween(before, Instant.now().plusSeconds(60));
		assertThat(this.client.users().get(ada.id())).isEqualTo(ada);
		ChatUser changed = this.client.users()
			.update(ada.id(), UpdateUserInput.builder().displayName("Countess").build());
		assertThat(changed.displayName()).isEqualTo("Countess");
		assertThat(changed.username()).isEqualTo("ada");
		changed = this.client.users()
			.update(ada.id(),
					UpdateUserInput.builder()
						.username("countess")
						.email("countess@example.org")
						.status("away")
						.build());
		assertThat(changed).extracting(ChatUser::username, ChatUser::displayName, ChatUser::email, ChatUser::status)
			.containsExactly("countess", "Countess", "countess@example.org", "away");
		assertThat(changed.createdAt()).isEqualTo(ada.createdAt());
		assertThat(changed.updatedAt()).isAfterOrEqualTo(ada.updatedAt());
		assertThat(this.client.users().findByExternalId("ext 1/ä")).contains(changed);
		assertThat(this.client.users().findByExternalId("nobody")).isEmpty();
		this.client.users().delete(ada.id());
		assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(() -> this.client.users().get(ada.id()))
			.satisfies((ex) -> {
				assertThat(ex.status()).isEqualTo(404);
				assertThat(ex.method()).isEqualTo("GET");
				assertThat(ex.path()).endsWith("/users/" + ada.id());
				assertThat(ex.code()).isNotBlank();
			});
	}

	@Test
	void returnsTheUserWhoseExternalIdIsTaken() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		assertThatExceptionOfType(ChatConflictException.class)
			.isThrownBy(() -> this.client.users().create(CreateUserInput.of("other", "ext-1")))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("user_exists");
				assertThat(ex.details()).containsValue(ada.id());
			});
		assertThat(this.client.users().getOrCreate(CreateUserInput.of("other", "ext-1"))).isEqualTo(ada);
		assertThat(this.client.users().getOrCreate(CreateUserInput.of("bob", "ext-2")).username()).isEqualTo("bob");
	}

	@Test
	void listsUsersByPages() {
		for (int i = 0; i < 5; i++) {
			this.client.users().create(CreateUserInput.of("user" + i, "ext-" + i));
		}
		assertThat(this.client.users().list()).satisfies((page) -> {
			assertThat(page.items()).hasSize(5);
			assertThat(page).extracting("page", "limit", "total", "totalPages").containsExactly(1, 50, 5L, 1);
		});
		assertThat(this.client.users().list(PaginationParams.of(2, 2))).satisfies((page) -> {
			assertThat(page.items()).hasSize(2);
			assertThat(page).extracting("page", "limit", "total", "totalPages").containsExactly(2, 2, 5L, 3);
		});
		assertThat(this.client.users().listAll()).extracting(ChatUser::externalUserId)
			.containsExactlyInAnyOrder("ext-0", "ext-1", "ext-2", "ext-3", "ext-4");
	}

	@Test
	void issuesVerifiesAndRevokesTokens() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		TokenResponse token = this.client.users().generateToken(ada.id(), Duration.ofMinutes(5));
		assertThat(token.userId()).isEqualTo(ada.id());
		assertThat(token.expiresAt()).isBetween(Instant.now(), Instant.now().plusSeconds(360));
		AuthInfo info = this.client.auth().verify(token.token());
		assertThat(info.valid()).isTrue();
		assertThat(info.user().userId()).isEqualTo(ada.id());
		assertThat(info.user().projectId()).isEqualTo(this.server.projectId());
		try (ChatClient user = this.client.mutate().apiKey((String) null).jwtToken(token.token()).build()) {
			assertThat(user.auth().verify()).isEqualTo(info);
			assertThat(user.projectId()).isEqualTo(this.server.projectId());
		}
		this.client.users().revokeToken(ada.id());
		assertThatExceptionOfType(ChatAuthenticationException.class)
			.isThrownBy(() -> this.client.auth().verify(token.token()))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("token_revoked"));
		assertThat(this.client.users().generateToken(ada.id()).token()).isNotBlank();
	}

	@Test
	void worksWithRooms() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		ChatUser bob = this.client.users().create(CreateUserInput.of("bob", "ext-2"));
		Room room = this.client.rooms().create(CreateRoomInput.of("General", ada.id()));
		assertThat(room.name()).isEqualTo("General");
		assertThat(room.createdBy()).isEqualTo(ada.id());
		assertThat(room.memberCount()).isEqualTo(1);
		this.client.rooms().join(room.id(), bob.id());
		assertThat(this.client.rooms().get(room.id()).memberCount()).isEqualTo(2);
		this.client.rooms().leave(room.id(), bob.id());
		assertThat(this.client.rooms().get(room.id()).memberCount()).isEqualTo(1);
		assertThat(this.client.rooms().list().items()).extracting(Room::id).containsExactly(room.id());
		assertThat(this.client.rooms().list(PaginationParams.of(1, 1)).total()).isEqualTo(1);
		assertThat(this.client.rooms().listAll()).extracting(Room::id).containsExactly(room.id());
		assertThatExceptionOfType(ChatNotImplementedException.class)
			.isThrownBy(() -> this.client.rooms().update(room.id(), UpdateRoomInput.of("Other")));
		assertThatExceptionOfType(ChatNotImplementedException.class)
			.isThrownBy(() -> this.client.rooms().delete(room.id()));
		assertThat(this.server.recorder().count("rooms.update")).isEqualTo(1);
		assertThat(this.server.recorder().count("rooms.delete")).isEqualTo(1);
	}

	@Test
	void joinsReadsAndLeavesAsTheUserOfAJwt() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		ChatUser bob = this.client.users().create(CreateUserInput.of("bob", "ext-2"));
		Room room = this.client.rooms().create(CreateRoomInput.of("General", ada.id()));
		try (ChatClient user = ChatClient.builder()
			.baseUrl(this.server.baseUrl())
			.tokenProvider(() -> this.client.users().generateToken(bob.id()).token())
			.build()) {
			user.rooms().join(room.id());
			assertThat(user.rooms().get(room.id()).memberCount()).isEqualTo(2);
			assertThat(user.rooms().list().items()).extracting(Room::id).contains(room.id());
			assertThat(user.messages().list(room.id()).items()).isEmpty();
			user.rooms().leave(room.id());
			assertThat(this.client.rooms().get(room.id()).memberCount()).isEqualTo(1);
		}
	}

	@Test
	void writesAndListsMessages() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		Room room = this.client.rooms().create(CreateRoomInput.of("General", ada.id()));
		String content = "<b>\"hi\"</b> \\ \n é 😀";
		Message first = this.client.messages().create(room.id(), CreateMessageInput.of(content, ada.id()));
		assertThat(first).extracting(Message::roomId, Message::userId, Message::username, Message::content)
			.containsExactly(room.id(), ada.id(), "ada", content);
		Message second = this.client.messages().create(room.id(), CreateMessageInput.of("two", ada.id()));
		assertThat(this.client.messages().list(room.id()).items()).containsExactly(second, first);
		assertThat(this.client.messages().list(room.id(), PaginationParams.of(2, 1)).items()).containsExactly(first);
		assertThat(this.client.messages().listAll(room.id())).containsExactly(second, first);
		assertThatExceptionOfType(ChatNotImplementedException.class)
			.isThrownBy(() -> this.client.messages().delete(room.id(), first.id()));
		assertThatExceptionOfType(ChatValidationException.class).isThrownBy(
				() -> this.client.messages().create(room.id(), CreateMessageInput.of("x".repeat(4001), ada.id())));
	}

	@Test
	void offersTheSameReactively() {
		ReactiveUsersApi users = this.client.reactive().users();
		ChatUser ada = users.create(CreateUserInput.of("ada", "ext-1")).block(WAIT);
		assertThat(ada).isNotNull();
		assertThat(users.get(ada.id()).block(WAIT)).isEqualTo(ada);
		assertThat(users.listAll().collectList().block(WAIT)).containsExactly(ada);
		assertThat(users.findByExternalId("nobody").blockOptional(WAIT)).isEmpty();
		assertThat(this.client.reactive().rooms().listAll().collectList().block(WAIT)).isEmpty();
		users.delete(ada.id()).block(WAIT);
		assertThat(users.list().map((page) -> page.items()).block(WAIT)).isEmpty();
	}

	@Test
	void sendsOneCredentialAndTheHeadersOfTheContract() {
		ChatUser ada = this.client.users().create(CreateUserInput.of("ada", "ext-1"));
		Room room = this.client.rooms().create(CreateRoomInput.of("General", ada.id()));
		String jwt = this.client.users().generateToken(ada.id()).token();
		try (ChatClient both = this.client.mutate().jwtToken(jwt).build()) {
			both.rooms().list();
			both.auth().verify();
			both.rooms().join(room.id());
			both.users().get(ada.id());
		}
		List<RecordedRequest> requests = this.server.recorder().requests().all();
		assertThat(requests).allSatisfy((request) -> {
			boolean jwtOnly = List.of("auth.verify", "rooms.join").contains(request.operation());
			assertThat(request.header("X-API-Key")).isEqualTo(jwtOnly ? null : this.server.apiKey());
			assertThat(request.header("Authorization")).isEqualTo(jwtOnly ? "Bearer " + jwt : null);
			assertThat(request.header("Accept")).isEqualTo("application/json");
			assertThat(request.header("User-Agent")).matches("chat-sdk-java/\\d.*");
			assertThat(request.header("Upgrade")).isNull();
		});
		assertThat(requests).hasSizeGreaterThan(6);
	}

}
