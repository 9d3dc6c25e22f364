package com.example.docs;

import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
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

		@Test
		void faultsStandAtPoints(ChatTestServer server) {
			// tag::points[]
			server.failNext(2, 503); // The next two calls of any REST operation.
			server.delayNext(1, Duration.ofSeconds(3));
			server.cutNext(1);
			server.faults().on("messages.list").times(3).respond(503);
			server.faults().on("messages.create").nth(2).cutAfterApplying();
			server.faults().on("emit.message").probability(0.1, 42).drop();
			// end::points[]
			assertThat(server.faults().active()).hasSize(6);
		}

		@Test
		void whatHappenedIsRecorded(ChatTestServer server) {
			try (ChatClient chat = ChatClient.builder().baseUrl(server.baseUrl()).apiKey("wrong").build()) {
				assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> chat.rooms().list());
			}
			// tag::recorded[]
			RecordedRequest refused = server.recorder()
				.requests()
				.await(Duration.ofSeconds(5), (request) -> request.status() == 401);
			RecordedRequest oldest = server.takeRequest(Duration.ofSeconds(5)); // Each
																				// once.
			assertThat(server.recorder().count("projects.current")).isOne();
			// end::recorded[]
			assertThat(oldest.operation()).isEqualTo(refused.operation());
		}

	}

}
