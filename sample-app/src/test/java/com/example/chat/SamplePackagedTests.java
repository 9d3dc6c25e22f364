package com.example.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.example.probe.ClassLoaderProbe;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the executable jar, in a process of its own: a browser's part is played by
 * this one.
 */
class SamplePackagedTests {

	private static final Pattern ADDRESS = Pattern.compile("Open (http://localhost:\\d+) ");

	private static final Pattern CHAT_ADDRESS = Pattern.compile("<meta name=\"chat-url\" content=\"([^\"]+)\"");

	@TempDir
	private Path directory;

	private Process application;

	@AfterEach
	void stop() throws InterruptedException {
		this.application.destroy();
		assertThat(this.application.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void theJarChats() throws IOException {
		String log = start();
		assertThat(log).contains("Starting SampleApplication");
		chat(address(log));
	}

	@Test
	void theJarChatsAsProcessedAheadOfTime() throws IOException {
		String log = start("-Dspring.aot.enabled=true");
		assertThat(log).contains("Starting AOT-processed SampleApplication");
		chat(address(log));
	}

	@ParameterizedTest
	@ValueSource(strings = { "websocket", "polling" })
	void listenersHaveTheClassLoaderOfTheJar(String transport) throws Exception {
		String probe = ClassLoaderProbe.class.getName();
		String directory = ClassLoaderProbe.class.getPackageName().replace('.', '/');
		Path classes = Files.createDirectories(this.directory.resolve("classes/" + directory));
		try (Stream<Path> compiled = Files.list(Path.of("target/test-classes", directory))) {
			for (Path file : compiled.toList()) {
				Files.copy(file, classes.resolve(file.getFileName()));
			}
		}
		Path log = this.directory.resolve("log");
		// As the jar is launched, with one directory more.
		launch(log,
				List.of("-Dloader.main=" + probe, "-Dloader.path=" + this.directory.resolve("classes"), "-cp",
						System.getProperty("sample.jar"), "org.springframework.boot.loader.launch.PropertiesLauncher",
						"--spring.main.web-application-type=none", "--chat.test-server.enabled=true",
						"--chat.socket.auto-startup=false", "--chat.socket.transports=" + transport));
		assertThat(this.application.waitFor(3, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
		List<String> loaders = Files.readAllLines(log)
			.stream()
			.filter((line) -> line.startsWith("class loader of "))
			.toList();
		assertThat(loaders).as(Files.readString(log))
			.hasSizeGreaterThanOrEqualTo(ClassLoaderProbe.EXPECTED)
			.allMatch((line) -> line.endsWith(": right"));
	}

	private void chat(String address) {
		RestClient http = RestClient.builder()
			.baseUrl(address)
			.defaultHeaders((headers) -> headers.setBasicAuth("alice", "alice"))
			.build();
		List<Map<String, Object>> rooms = Objects.requireNonNull(http.get()
			.uri("/api/rooms")
			.retrieve()
			.body(new ParameterizedTypeReference<List<Map<String, Object>>>() {
			}));
		String lobby = rooms.get(0).get("id").toString();
		String chatAddress = find(CHAT_ADDRESS, http.get().uri("/").retrieve().body(String.class));
		Queue<String> said = new ConcurrentLinkedQueue<>();
		try (ChatClient alice = ChatClient.builder().baseUrl(chatAddress).tokenProvider(() -> token(http)).build()) {
			ChatSocket socket = alice.socket();
			socket.onMessage((Message message) -> said.add(message.content()));
			socket.joinRoom(lobby);
			socket.connect();
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.ignoreException(ChatWebSocketException.class)
				.until(() -> socket.sendMessageAcked(lobby, "!rooms").block() != null);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(said).containsExactly("!rooms", "Rooms: Lobby."));
		}
	}

	private static String token(RestClient http) {
		return Objects.requireNonNull(http.get()
			.uri("/api/chat/token")
			.retrieve()
			.body(new ParameterizedTypeReference<Map<String, Object>>() {
			})).get("token").toString();
	}

	private String start(String... options) throws IOException {
		Path log = this.directory.resolve("log");
		List<String> command = new ArrayList<>(List.of(options));
		command.addAll(List.of("-jar", System.getProperty("sample.jar"), "--server.port=0"));
		launch(log, command);
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> !this.application.isAlive() || ADDRESS.matcher(Files.readString(log)).find());
		return Files.readString(log);
	}

	private void launch(Path log, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().remove("CHAT_API_KEY");
		this.application = builder.start();
	}

	private static String address(String log) {
		return find(ADDRESS, log);
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		assertThat(matcher.find()).as(text).isTrue();
		return matcher.group(1);
	}

}
