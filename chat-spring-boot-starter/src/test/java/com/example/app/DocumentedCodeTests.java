package com.example.app;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.socket.Subscription;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The code of the documentation, as it is written there.
 */
class DocumentedCodeTests {

	private static final ChatTestServer server = ChatTestServer.builder()
		.port(0)
		.apiKey("key-of-the-docs")
		.build()
		.start();

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void aClientIsBuilt() {
		ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build();
		ReactiveChatClient reactive = client.reactive();
		ChatUser user = client.users().getOrCreate(CreateUserInput.of("alice", "ext-1"));
		ChatClient other = client.mutate()
			.baseUrl(server.baseUrl())
			.jwtToken(client.users().generateToken(user.id()).token())
			.build();
		assertThat(other.auth().verify().user().userId()).isEqualTo(user.id());
		assertThat(reactive.users().get(user.id()).block()).isEqualTo(user);
		other.close();
		client.close();
	}

	@Test
	void withoutACredentialItSaysWhatToSet() {
		assertThatIllegalStateException().isThrownBy(() -> ChatClient.builder().build())
			.withMessageContaining("apiKey");
	}

	@Test
	void everyOperationIsThere() {
		try (ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			ChatUser user = client.users()
				.create(CreateUserInput.builder("bob", "ext-2").displayName("Bob").email("bob@example.com").build());
			PaginatedResponse<ChatUser> users = client.users().list(PaginationParams.of(1, 10));
			assertThat(users.items()).contains(user);
			assertThat(client.users().listAll()).contains(user);
			assertThat(client.users().findByExternalId("ext-2")).contains(user);
			assertThat(
					client.users().update(user.id(), UpdateUserInput.builder().displayName("B").build()).displayName())
				.isEqualTo("B");
			Room room = client.rooms().create(CreateRoomInput.of("room", user.id()));
			client.rooms().join(room.id(), user.id());
			assertThat(client.rooms().get(room.id()).name()).isEqualTo("room");
			assertThat(client.rooms().listAll()).extracting(Room::id).contains(room.id());
			Message message = client.messages().create(room.id(), CreateMessageInput.of("hello", user.id()));
			assertThat(client.messages().list(room.id()).items()).containsExactly(message);
			assertThatExceptionOfType(ChatException.class)
				.isThrownBy(() -> client.rooms().update(room.id(), UpdateRoomInput.of("other")));
			client.rooms().leave(room.id(), user.id());
			client.users().revokeToken(user.id());
			client.users().delete(user.id());
			try (Subscription subscription = client.socket().onMessage((received) -> {
			})) {
				assertThat(subscription).isNotNull();
			}
		}
	}

}
