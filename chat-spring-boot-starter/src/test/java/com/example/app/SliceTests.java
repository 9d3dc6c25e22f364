package com.example.app;

import java.util.List;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a controller alone: it is given the client, and there is no socket.
 */
@WebMvcTest(SliceTests.Rooms.class)
@Import(SliceTests.Rooms.class)
@AutoConfigureChatTestServer
class SliceTests {

	@Autowired
	private ChatTestServer server;

	@Autowired
	private Rooms rooms;

	@Autowired
	private ObjectProvider<ChatSocket> socket;

	@Test
	void aControllerHasTheClient() {
		this.server.createRoom("Lobby", this.server.createUser("alice", "alice"));
		assertThat(this.rooms.names()).containsExactly("Lobby");
		assertThat(this.socket.getIfAvailable()).isNull();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@RestController
	static class Rooms {

		private final ChatClient chat;

		Rooms(ChatClient chat) {
			this.chat = chat;
		}

		@GetMapping("/rooms")
		List<String> names() {
			return this.chat.rooms().listAll().map(Room::name).toList();
		}

	}

}
