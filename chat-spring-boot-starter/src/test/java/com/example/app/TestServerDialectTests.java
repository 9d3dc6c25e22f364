package com.example.app;

import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import io.github.tegrabox.chat.testserver.boot.ChatEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of an application whose own server speaks otherwise, as its properties say.
 */
@SpringBootTest(classes = ChatApplication.class,
		properties = { "chat.socket.user.external-id=my-backend", "chat.project-id=prj_shop",
				"chat.wire.credentials.api-key=Authorization: ApiKey {key}", "chat.wire.names=camelCase",
				"chat.wire.paths.rooms=/v1/{projectId}/channels", "chat.wire.emits.join-room=room:join",
				"chat.wire.events.message=message:new", "chat.socket.path=/realtime" })
@AutoConfigureChatTestServer
class TestServerDialectTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	@Test
	void theTestServerSpeaksAsTheApplicationDoes(@Autowired ChatTestServer server, @Autowired ChatClient chat,
			@Autowired ChatSocket socket, @Autowired ChatEvents events) {
		String ada = chat.users().create(CreateUserInput.of("ada", "ada-1")).id();
		Room room = chat.rooms().create(CreateRoomInput.of("Lobby", ada));
		assertThat(chat.rooms().list().items()).containsExactly(room);
		socket.joinRoom(room.id());
		await().atMost(WAIT).until(() -> socket.joinedRooms().contains(room.id()));
		server.createMessage(room.id(), ada, "Hello!");
		assertThat(events.await(MessageReceived.class, WAIT).message().content()).isEqualTo("Hello!");
	}

}
