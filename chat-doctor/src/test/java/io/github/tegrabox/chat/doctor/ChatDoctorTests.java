package io.github.tegrabox.chat.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.fault.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChatDoctor}.
 */
class ChatDoctorTests {

	private final ChatTestServer server = ChatTestServer.builder().build().start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aServerThatSpeaksTheDefaultNeedsNoConfiguration() throws Exception {
		Path yaml = this.directory.resolve("wire.yaml");
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes", "--output", yaml.toString());
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("nothing to configure")
			.contains("send_message {room_id, content}")
			.doesNotContain(this.server.apiKey())
			.doesNotContain("eyJ");
		assertThat(Files.readString(yaml)).contains("chat: {}");
	}

	@Test
	void readsOnlyUnlessItMayWrite() {
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey());
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).contains("writing and the socket", "needs --write");
		assertThat(this.server.recorder().requests().all()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.method()).isEqualTo("GET"));
	}

	@Test
	void asksBeforeItWrites() {
		Run run = Run.of(Map.of("CHAT_API_KEY", this.server.apiKey()), "no\n", "--base-url", this.server.baseUrl(),
				"--rate", "5000", "--write");
		assertThat(run.err()).contains("creates three users", "chat-doctor-");
		assertThat(run.out()).contains("was not allowed");
		assertThat(this.server.recorder().requests().all())
			.allSatisfy((request) -> assertThat(request.method()).isEqualTo("GET"));
	}

	@Test
	void stopsWhenTheServerWantsFewerRequests() {
		this.server.faults().on(Faults.ANY).times(1).respond(429);
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
		assertThat(run.status()).isEqualTo(3);
		assertThat(run.out()).contains("429", "smaller --rate");
		assertThat(this.server.recorder().requests().all()).noneMatch((request) -> request.method().equals("POST"));
	}

	@Test
	void takesAddressAndKeyFromAConfiguration() throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, """
				spring.application.name: demo
				chat:
				  api-key: ${DEMO_KEY}
				  base-url: ${DEMO_URL:%s}
				""".formatted(this.server.baseUrl()));
		Run run = Run.of(Map.of("DEMO_KEY", this.server.apiKey()), "", "--config", config.toString(), "--rate=5000",
				"--json");
		assertThat(run.status()).as(run.out() + run.err()).isZero();
		assertThat(Answer.MAPPER.readTree(run.out()).path("complete").asBoolean(false)).isTrue();
		assertThat(run.out()).doesNotContain(this.server.apiKey());
	}

	@Test
	void namesTheValueOfAConfigurationThatCannotWork() throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, "chat.wire.operations.users-update: nonsense\n");
		Run run = Run.of(Map.of("CHAT_API_KEY", "key"), "", "--config", config.toString());
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("chat.wire.operations.users-update", "a method and a path");
	}

	@Test
	void saysWhatIsMissing() {
		assertThat(Run.of(Map.of(), "").err()).contains("--base-url");
		assertThat(Run.of(Map.of(), "", "--base-url", "https://example.com").err()).contains("CHAT_API_KEY");
		assertThat(Run.of(Map.of(), "", "--base-url", "ftp://example.com").err()).contains("https://");
		assertThat(Run.of(Map.of(), "", "--nonsense").err()).contains("--nonsense", "--help");
		assertThat(Run.of(Map.of("CHAT_API_KEY", "k"), "", "--base-url", "http://example.com").err())
			.contains("plain http");
		assertThat(Run.of(Map.of(), "", "--help").out()).contains("--api-key-env", "Exit status");
	}

	@Test
	void sendsTheKeyToNoOtherHost() {
		try (ChatTestServer other = ChatTestServer.start()) {
			this.server.faults()
				.on("projects.current")
				.times(1)
				.respond(302, Map.of("Location", other.baseUrl() + "/api/projects/current"), null);
			Run.of(this.server.baseUrl(), this.server.apiKey());
			assertThat(other.recorder().requests().all()).isEmpty();
		}
	}

}
