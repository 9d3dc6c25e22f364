package com.example.docs;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.example.docs.RestTraffic.Request;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Holds what the client sends over REST against {@code docs/chat-api.openapi.yaml}. The
 * test server's own tests do so with what is answered, and with the realtime side.
 */
class RestContractTests {

	private final RestTraffic traffic = new RestTraffic(Description.read("chat-api.openapi.yaml"));

	private final ChatTestServer server = ChatTestServer.start();

	private final ChatClient client = ChatClient.builder()
		.baseUrl(this.server.baseUrl())
		.apiKey(this.server.apiKey())
		.build();

	private ChatUser user;

	private Room room;

	@BeforeEach
	void createUserAndRoom() {
		this.user = this.client.users()
			.create(CreateUserInput.builder("alice", "external-1")
				.displayName("Alice")
				.email("alice@example.com")
				.build());
		this.room = this.client.rooms().create(CreateRoomInput.of("Lobby", this.user.id()));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void everyRequestIsAsDescribed() {
		this.client.users().list(PaginationParams.of(1, 10));
		this.client.users().findByExternalId("external-1");
		this.client.users().get(this.user.id());
		this.client.users().update(this.user.id(), UpdateUserInput.builder().displayName("A.").build());
		this.client.users().generateToken(this.user.id());
		String token = this.client.users().generateToken(this.user.id(), Duration.ofMinutes(5)).token();
		this.client.rooms().list(PaginationParams.of(1, 10));
		this.client.rooms().get(this.room.id());
		this.client.rooms().join(this.room.id(), this.user.id());
		this.client.rooms().leave(this.room.id(), this.user.id());
		Message message = this.client.messages().create(this.room.id(), CreateMessageInput.of("Hi", this.user.id()));
		this.client.messages().list(this.room.id(), PaginationParams.of(1, 10));
		refused(ChatNotImplementedException.class,
				() -> this.client.rooms().update(this.room.id(), UpdateRoomInput.of("Hall")));
		refused(ChatNotImplementedException.class, () -> this.client.rooms().delete(this.room.id()));
		refused(ChatNotImplementedException.class, () -> this.client.messages().delete(this.room.id(), message.id()));
		actAsTheUser(token);
		this.client.users().revokeToken(this.user.id());
		this.client.users().delete(this.user.id());
		assertThat(check()).containsExactlyElementsOf(this.traffic.operationIds());
	}

	private void actAsTheUser(String token) {
		try (ChatClient user = this.client.mutate().apiKey((String) null).jwtToken(token).build()) {
			user.auth().verify();
			user.rooms().join(this.room.id());
			user.rooms().get(this.room.id());
			user.rooms().list();
			user.messages().list(this.room.id());
			user.rooms().leave(this.room.id());
		}
	}

	private static void refused(Class<? extends ChatApiException> type, Runnable call) {
		assertThatExceptionOfType(type).isThrownBy(call::run);
	}

	private Set<String> check() {
		Set<String> operations = new TreeSet<>();
		for (RecordedRequest request : this.server.recorder().requests().all()) {
			operations.add(this.traffic.check(request(request)));
		}
		return operations;
	}

	private static Request request(RecordedRequest request) {
		List<String> credentials = Stream.of("X-API-Key", "Authorization")
			.filter((header) -> request.headers().containsKey(header))
			.toList();
		return new Request(request.method(), request.path(), request.query().keySet(), credentials, request.body());
	}

}
