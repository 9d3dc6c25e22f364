package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link SocketKeepAlive}, with applications in a process of their own.
 */
class SocketKeepAliveTests {

	private static final int HEARD = 7;

	private static final String USER = "--chat.socket.user.external-id=backend";

	private static final ChatTestServer server = ChatTestServer.start();

	private static final String userId = server.createUser("Alice", "alice");

	private static final String roomId = server.createRoom("Room", userId);

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { Listening.class, Subscribing.class })
	void anApplicationThatOnlyListensStaysUp(Class<?> application) throws Exception {
		Process process = start(application, USER);
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.lines()).contains("main has ended");
		}
		await().atMost(Duration.ofMinutes(2)).until(() -> {
			server.createMessage(roomId, userId, "Are you there?");
			return !process.isAlive();
		});
		assertThat(process.exitValue()).isEqualTo(HEARD);
	}

	@Test
	void anApplicationThatOnlySendsEnds() throws Exception {
		assertEnds(start(Sending.class, USER));
	}

	@Test
	void anApplicationMayEndAllTheSame() throws Exception {
		assertEnds(start(Listening.class, USER, "--chat.socket.keep-alive=false"));
	}

	@Test
	void anApplicationWhoseSocketHasFailedEnds() throws Exception {
		assertEnds(start(Listening.class, "--chat.jwt-token=wrong"));
	}

	private static void assertEnds(Process process) throws InterruptedException {
		assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

	private static Process start(Class<?> application, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), application.getName(), "--chat.base-url=" + server.baseUrl(),
				"--chat.api-key=" + server.apiKey(), "--chat.socket.rooms=" + roomId,
				"--spring.main.web-application-type=none", "--spring.main.banner-mode=off"));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(new File("target/keep-alive.log")).start();
	}

	private static void run(Class<?> application, String[] args) {
		SpringApplication.run(application, args);
		System.out.println("main has ended");
		// For the reader to go on: nothing else is written.
		System.out.close();
	}

	private static void heard() {
		Runtime.getRuntime().halt(HEARD);
	}

	/**
	 * Application with a listener method.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Listening {

		public static void main(String[] args) {
			run(Listening.class, args);
		}

		@EventListener
		void on(MessageReceived event) {
			heard();
		}

	}

	/**
	 * Application with a listener at the socket.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Subscribing {

		public static void main(String[] args) {
			run(Subscribing.class, args);
		}

		@Bean
		CommandLineRunner subscription(ChatSocket socket) {
			return (args) -> socket.onMessage((message) -> heard());
		}

	}

	/**
	 * Application with a listener to any event, and none to chat.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Sending {

		public static void main(String[] args) {
			run(Sending.class, args);
		}

		@EventListener
		void any(Object event) {
		}

	}

}
