package io.github.tegrabox.chat.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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
		try (ChatClient client = ChatClient.builder()
			.baseUrl(this.server.baseUrl())
			.apiKey(this.server.apiKey())
			.build()) {
			assertThat(client.users().list().items()).as("users that were left behind").isEmpty();
		}
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
	void takesNoAnswerForANo() {
		Run run = Run.of(Map.of("CHAT_API_KEY", this.server.apiKey()), "", "--base-url", this.server.baseUrl(),
				"--rate", "5000", "--write");
		assertThat(run.out()).contains("was not allowed");
	}

	@Test
	void writesWhenItWasAllowedTo() {
		this.server.faults().on("users.create").respond(503);
		Run.of(Map.of("CHAT_API_KEY", this.server.apiKey()), "yes\n", "--base-url", this.server.baseUrl(), "--rate",
				"5000", "--write");
		assertThat(this.server.recorder().count("users.create")).isPositive();
	}

	@Test
	void sendsFiveRequestsASecondByDefault() {
		long start = System.nanoTime();
		Run.of(Map.of("CHAT_API_KEY", this.server.apiKey()), "", "--base-url", this.server.baseUrl());
		int requests = this.server.recorder().requests().all().size();
		assertThat(requests).isGreaterThan(5);
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThanOrEqualTo(Duration.ofMillis(200L * (requests - 1)));
	}

	@Test
	void countsWhatTheSocketSends() {
		long start = System.nanoTime();
		Run.of(Map.of("CHAT_API_KEY", this.server.apiKey()), "", "--base-url", this.server.baseUrl(), "--rate", "100",
				"--write", "--yes");
		int sent = this.server.recorder().requests().all().size() + this.server.recorder().events().all().size();
		assertThat(this.server.recorder().events().all()).hasSizeGreaterThan(10);
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThanOrEqualTo(Duration.ofMillis(10L * (sent - 1)));
	}

	@Test
	void stopsAtOnceEvenBeforeItHasCleanedUp() {
		this.server.faults().on("messages.create").times(1).respond(429);
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
		assertThat(run.status()).isEqualTo(3);
		assertThat(run.out()).contains("is left behind");
		List<RecordedRequest> requests = this.server.recorder().requests().all();
		assertThat(requests.get(requests.size() - 1).operation()).isEqualTo("messages.create");
	}

	@Test
	void saysWhatItLeavesBehindWhenItMayCleanNoMore() {
		this.server.faults().on("users.delete").times(1).respond(429);
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
		assertThat(run.status()).isEqualTo(3);
		assertThat(run.out()).contains("is left behind");
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
	void readsTheNamesOfPropertiesInEverySpelling() {
		WireSettings wire = WireYaml.settings(WireYaml.read("""
				chat:
				  wire:
				    roomPayload: id
				    "[operations][users-update]": PUT /people/{userId}
				    bodies:
				      rooms_join: { user_id: member }
				    emits.join_room: enter
				"""));
		assertThat(wire.roomPayload()).isEqualTo(RoomPayload.ID);
		assertThat(wire.request(WireOperation.USERS_UPDATE)).isEqualTo("PUT /people/{userId}");
		assertThat(wire.fieldName(WireOperation.ROOMS_JOIN, "user_id")).isEqualTo("member");
		assertThat(wire.emits().joinRoom()).isEqualTo("enter");
	}

	@Test
	void namesTheValueOfAConfigurationThatCannotWork() throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, "chat.wire.operations.users-update: nonsense\n");
		Run run = Run.of(Map.of("CHAT_API_KEY", "key"), "", "--config", config.toString());
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("chat.wire.operations.users-update", "a method and a path");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			chat: [                                | line 2, column 1
			chat.api-key: geheim: geheim           | line 1, column 21
			chat.api-key: "geheim                  | line 2, column 1
			chat: { api-key: geheim, : }}          | line 1
			chat.api-key: "geheim\\u0007\\qgeheim" | line 1
			""")
	void tellsWhereAConfigurationIsNoYaml(String yaml, String place) throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, yaml + '\n');
		Run run = Run.of(Map.of("CHAT_API_KEY", "key"), "", "--config", config.toString());
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("--config " + config, "it is no YAML", place).doesNotContain("geheim");
	}

	@Test
	void tellsWhyAConfigurationCannotBeRead() throws Exception {
		Path bytes = this.directory.resolve("bytes.yaml");
		Files.write(bytes, new byte[] { (byte) 0xff, (byte) 0xfe });
		Path control = this.directory.resolve("control.yaml");
		Files.writeString(control, "chat.api-key: geheim\u0007");
		assertThat(Run.of(Map.of(), "", "--config", this.directory.resolve("no.yaml").toString()).err())
			.contains("--config", "no.yaml", "there is no such file");
		assertThat(Run.of(Map.of(), "", "--config", bytes.toString()).err()).contains(bytes.toString(), "UTF-8");
		assertThat(Run.of(Map.of(), "", "--config", control.toString()).err()).contains(control.toString(), "no YAML")
			.doesNotContain("geheim");
	}

	@Test
	void asksNothingIfItCannotWriteDownTheAnswers() {
		for (Path output : List.of(this.directory, this.directory.resolve("no/wire.yaml"))) {
			Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--output", output.toString());
			assertThat(run.status()).isEqualTo(2);
			assertThat(run.err()).contains("--output " + output, "cannot be written");
		}
		assertThat(this.server.recorder().requests().all()).isEmpty();
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

	@ParameterizedTest
	@ValueSource(strings = { "https://me:geheim@chat.example.com", "https://me:ge/geheim@chat.example.com",
			"https://chat.example.com?key=geheim", "me:geheim@chat.example.com" })
	void keepsASecretInAnAddressToItself(String address) throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, "chat.base-url: \"" + address + "\"\n");
		for (String[] given : List.of(new String[] { "--base-url", address },
				new String[] { "--config", config.toString() })) {
			Run run = Run.of(Map.of("CHAT_API_KEY", "key"), "", given);
			assertThat(run.status()).isEqualTo(2);
			assertThat(run.err()).contains("***", "neither a query nor a password").doesNotContain("geheim");
		}
	}

	@Test
	void takesNoPathForAPartOfTheHost() throws Exception {
		Path config = this.directory.resolve("application.yaml");
		Files.writeString(config, "chat.socket.path: socket.io\n");
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--config", config.toString());
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("'chat.socket.path' must begin with a slash", "'socket.io'");
	}

	@Test
	void printsNothingThatChangesHowTheRestLooks() {
		String words = "no\u009b2J\u202e\u2028\u0007key";
		this.server.faults().on("projects.current").respond(401, Map.of("Content-Type", "text/plain"), words);
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey());
		assertThat(run.out()).contains("no 2J key").doesNotContain("\u009b", "\u202e", "\u2028", "\u0007");
		assertThat(WireYaml.write(WireSettings.builder().projectId("prj\u009b\"\\").build(), false, true))
			.contains("project-id: \"prj\\u009b\\\"\\\\\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "projects.current", "users.list", "users.create", "users.generateToken", "auth.verify",
			Faults.HANDSHAKE })
	void sendsTheKeyToNoOtherHost(String point) {
		try (ChatTestServer other = ChatTestServer.start()) {
			this.server.faults().on(point).respond(302, Map.of("Location", other.baseUrl() + "/api/elsewhere"), null);
			Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
			assertThat(run.status()).isEqualTo(1);
			assertThat(run.out()).contains("302");
			assertThat(other.recorder().requests().all()).isEmpty();
		}
	}

	@Test
	void tellsThatThereIsNoServer() {
		this.server.close();
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey());
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).contains("no answer", "Is the address right?", "asked with 1 requests");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"users\":[USER]}", "{\"success\":true,\"data\":{\"users\":[USER]}}",
			"{\"data\":{\"items\":[USER]}}", "[USER]" })
	void findsListsWhateverStandsAroundThem(String page) {
		String user = "{\"id\":\"usr_1\",\"username\":\"a\",\"external_user_id\":\"e\"}";
		this.server.faults().on("users.list").respond(200, Map.of(), page.replace("USER", user));
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey());
		assertThat(run.out()).containsPattern("users-list +works");
	}

	@Test
	void tellsWhatOfASuccessCannotBeRead() {
		this.server.faults().on("users.create").respond(201, Map.of(), "{\"uuid\":\"1\",\"username\":\"private\"}");
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
		assertThat(run.out()).containsOnlyOnce("users-create")
			.contains("→ 201, but: The user lacks 'id'")
			.containsPattern("cleaning +not tried +what is named chat-doctor-\\w+… may be left behind")
			.doesNotContain("private");
	}

	@Test
	void takesNoFailureForASuccess() {
		this.server.faults()
			.on("users.revokeToken")
			.respond(200, Map.of(), "{\"success\":false,\"message\":\"Not here\"}");
		Run run = Run.of(this.server.baseUrl(), this.server.apiKey(), "--write", "--yes");
		assertThat(run.out()).containsPattern("users-revoke-token +not found").contains("Not here");
	}

	@Test
	void tellsThatTheKeyIsWrong() {
		Run run = Run.of(this.server.baseUrl(), "another-key");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).contains("credential of the API key  not found", "→ 401")
			.contains("chat: {}")
			.doesNotContain("another-key", "nothing to configure");
	}

	@Test
	void whatItWritesIsWhereItCanBeginNextTime() throws Exception {
		ChatTestServerWire wire = ChatTestServerWire.builder()
			.apiKey("Authorization: ApiKey {key}")
			.names("camelCase")
			.operation("users-update", "PUT /api/projects/{projectId}/users/{userId}")
			.operation("users-generate-token", "POST /api/auth/token")
			.body("users-generate-token", "user_id", "userId")
			.socketAuth("query.token")
			.emit("join-room", "room:join")
			.event("message", "message:new")
			.build();
		try (ChatTestServer other = ChatTestServer.builder().wire(wire).build().start()) {
			Path yaml = this.directory.resolve("wire.yaml");
			Run first = Run.of(other.baseUrl(), other.apiKey(), "--write", "--yes", "--json", "--output",
					yaml.toString());
			assertThat(first.status()).as(first.out()).isZero();
			assertThat(Files.readString(yaml)).startsWith("chat:\n  wire:\n").doesNotContain(other.apiKey(), "eyJ");
			JsonNode json = Answer.MAPPER.readTree(first.out());
			assertThat(json.path("yaml").asString("")).isEqualTo(Files.readString(yaml));
			assertThat(json.path("properties").path("chat.wire.credentials.api-key").asString(""))
				.isEqualTo("Authorization: ApiKey {key}");
			assertThat(json.path("findings")).anySatisfy((finding) -> {
				assertThat(finding.path("what").asString("")).isEqualTo("socket: join");
				assertThat(finding.path("state").asString("")).isEqualTo("works");
				assertThat(finding.path("form").asString("")).isEqualTo("room:join {roomId}");
				assertThat(finding.path("evidence").asString("")).contains("message:new");
			});
			Path again = this.directory.resolve("again.yaml");
			Run second = Run.of(other.baseUrl(), other.apiKey(), "--write", "--yes", "--json", "--config",
					yaml.toString(), "--output", again.toString());
			assertThat(second.status()).as(second.out()).isZero();
			assertThat(Files.readString(again)).isEqualTo(Files.readString(yaml));
			assertThat(Answer.MAPPER.readTree(second.out()).path("requests").asInt(0))
				.isLessThan(json.path("requests").asInt(0));
		}
	}

}
