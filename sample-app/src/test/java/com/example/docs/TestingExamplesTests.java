package com.example.docs;

import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.junit.ChatServer;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples of the page on testing.
 */
class TestingExamplesTests {

	@Nested
	// tag::spring[]
	@SpringBootTest
	@AutoConfigureChatTestServer
	class WithSpringTests {

		@Autowired
		private ChatTestServer server;

		@Autowired
		private ChatClient chat;

		@Test
		void roomsAreListed() {
			this.server.reset();
			this.server.createRoom("Lobby", this.server.createUser("alice", "alice"));
			assertThat(this.chat.rooms().list().items()).hasSize(1);
		}

	}
	// end::spring[]

	@Nested
	// tag::junit[]
	@ChatServer
	class WithoutSpringTests {

		@Test
		void theKeyIsSent(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
				chat.users().list();
			}
			RecordedRequest request = server.recorder()
				.requests()
				.await(Duration.ofSeconds(5), (each) -> "users.list".equals(each.operation()));
			assertThat(request.headers().contains("X-API-Key")).isTrue();
		}

	}
	// end::junit[]

	@Nested
	@ChatServer
	class FaultsTests {

		@Test
		void faultsHappenOnDemand(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build()) {
				// tag::faults[]
				server.failNext(2, 503); // The client tries three times, so this goes
											// unnoticed.
				chat.rooms().list();

				server.faults().on("rooms.list").respond(500); // Until removed or reset.
				assertThatExceptionOfType(ChatServerException.class).isThrownBy(() -> chat.rooms().list());

				server.faults().on(Faults.EMIT + "message").nth(3).drop(); // The third
																			// message
																			// gets lost.
				server.cutSockets(); // TCP resets.
				server.tokenTtl(Duration.ofSeconds(2)); // Tokens that expire soon.
				// end::faults[]
				assertThat(server.recorder().count("rooms.list")).isEqualTo(4);
			}
		}

	}

}
