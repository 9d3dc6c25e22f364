package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of an application that is started again in the same JVM with another class
 * loader, as Spring Boot's devtools do.
 */
class ChatRestartTests {

	/**
	 * Threads that one context has to itself. Those of Reactor belong to the whole JVM,
	 * and workers of the JDK's client end by themselves when idle for a minute.
	 */
	private static final Predicate<Thread> OWN = (thread) -> thread.getName()
		.matches("chat-(?!test-server).*|HttpClient-\\d+-SelectorManager");

	@Test
	void aRestartLeavesNothingOfTheOldContextBehind() {
		try (ChatTestServer server = ChatTestServer.start()) {
			Set<Thread> before = threads();
			for (int start = 0; start < 3; start++) {
				run(server);
				await().atMost(Duration.ofMinutes(2))
					.untilAsserted(() -> assertThat(server.connectedSockets()).isZero());
			}
			await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
				// Before Java 21 only this ends a client of the JDK that nobody holds.
				System.gc();
				assertThat(threads()).isSubsetOf(before);
			});
		}
	}

	private static void run(ChatTestServer server) {
		Thread thread = Thread.currentThread();
		ClassLoader original = thread.getContextClassLoader();
		try (URLClassLoader restarted = new URLClassLoader(new URL[0], original)) {
			thread.setContextClassLoader(restarted);
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
						ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class))
				.withClassLoader(restarted)
				.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey(),
						"chat.socket.user.external-id=backend", "chat.socket.rooms=*")
				.run((context) -> {
					assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(server.projectId());
					await().atMost(Duration.ofMinutes(2)).until(context.getBean(ChatSocket.class)::isConnected);
				});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			thread.setContextClassLoader(original);
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet().stream().filter(OWN).collect(Collectors.toSet());
	}

}
