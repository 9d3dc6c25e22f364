package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what the client says to those whose server speaks otherwise.
 */
class FirstContactTests {

	private final ChatTestServer server = ChatTestServer.start();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void namesTheDoctorWhereThereIsNoProject() {
		this.server.faults().on("projects.current").times(1).respond(404);
		try (ChatClient client = client(this.server.apiKey())) {
			assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(client::projectId)
				.withMessageContaining("GET /api/projects/current at 127.0.0.1")
				.withMessageContaining("chat-doctor")
				.withMessageContaining("chat.wire.*");
		}
	}

	@Test
	void namesThePathOfTheBaseUrlWhereThereIsNoProject() {
		try (ChatClient client = ChatClient.builder().baseUrl(this.server.baseUrl() + "/api").apiKey("key").build()) {
			assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(client::projectId)
				.withMessageContaining("Leave '/api' out of the base URL if the paths have it already")
				.withMessageContaining("chat-doctor");
		}
		try (ChatClient client = client(this.server.apiKey())) {
			this.server.faults().on("projects.current").times(1).respond(404);
			assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(client::projectId)
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("base URL"));
		}
	}

	@Test
	void saysThatAServerMaySpeakNoTls() {
		String address = this.server.baseUrl().replace("http:", "https:");
		try (ChatClient client = ChatClient.builder().baseUrl(address).apiKey("key").build()) {
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(client::projectId)
				.withMessageContaining(address.replace("https://", "") + " seems to speak no TLS: try 'http://'");
		}
	}

	@Test
	void saysThatAConnectionIsRefused() {
		this.server.close();
		try (ChatClient client = client("key")) {
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(client::projectId)
				.withMessageContaining("nothing was sent: nobody seems to listen there");
		}
	}

	@Test
	void namesTheHeaderOfAKeyThatWasNeverAccepted() {
		try (ChatClient client = client("wrong")) {
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(client::projectId)
				.withMessageContaining("127.0.0.1 expects it somewhere other than in the header 'X-API-Key'")
				.withMessageContaining("chat-doctor");
		}
	}

	@Test
	void leavesTheDoctorOutOnceTheKeyWasAccepted() {
		try (ChatClient client = client(this.server.apiKey())) {
			client.projectId();
			this.server.faults().on("users.list").times(1).respond(401);
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> client.users().list())
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("chat-doctor"));
		}
	}

	private ChatClient client(String key) {
		return ChatClient.builder().baseUrl(this.server.baseUrl()).apiKey(key).build();
	}

}
