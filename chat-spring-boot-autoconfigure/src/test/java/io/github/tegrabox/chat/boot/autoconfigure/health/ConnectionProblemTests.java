package io.github.tegrabox.chat.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatEventsAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatHttpConnectorAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatListenerAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatSocketHealthIndicator;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.fault.FaultRule;
import io.github.tegrabox.chat.testserver.fault.Faults;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of the way of a reason from the server to the person who can mend it: event, log
 * and health.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionProblemTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			websocket | jdk     | 502 | the server behind the proxy is down or restarting; it is tried again
			websocket | reactor | 502 | the server behind the proxy is down or restarting; it is tried again
			polling   | jdk     | 502 | the server behind the proxy is down or restarting; it is tried again
			websocket | jdk     | 301 | set chat.socket.url to where the answer points
			websocket | reactor | 403 | a proxy or the server wants to know who asks before the JWT is looked at
			polling   | jdk     | 407 | check the proxy and its credentials
			""")
	void theReasonReachesThePerson(String transport, String connector, int status, String remedy,
			CapturedOutput output) {
		try (ChatTestServer server = ChatTestServer.start()) {
			FaultRule fault = server.faults()
				.on(Faults.HANDSHAKE)
				.respond(status, Map.of("Content-Type", "text/plain"), "says\u2028the gate");
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
						HealthContributorRegistryAutoConfiguration.class, WebClientAutoConfiguration.class,
						ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
						ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
						ChatListenerAutoConfiguration.class, ChatHealthContributorAutoConfiguration.class))
				.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey(),
						"chat.socket.user.external-id=backend", "chat.socket.transports=" + transport,
						"chat.socket.connector=" + connector)
				.withBean(Listener.class)
				.run((context) -> {
					Listener listener = context.getBean(Listener.class);
					Awaitility.await().atMost(SOON).until(() -> !listener.errors.isEmpty());
					SocketError error = listener.errors.get(0);
					assertThat(error.code()).isEqualTo("connect_failed");
					assertThat(error.message()).contains(Integer.toString(status), "(says the gate)").endsWith(remedy);
					assertThat(output).contains("The chat socket does not connect to " + server.baseUrl()
							+ ": connect_failed: " + error.message());
					ChatSocketHealthIndicator health = context.getBean(ChatSocketHealthIndicator.class);
					assertThat(health.health().getDetails()).containsEntry("problem",
							"connect_failed: " + error.message());
					fault.remove();
					Awaitility.await().atMost(SOON).until(() -> listener.connected);
					Awaitility.await().atMost(SOON).until(() -> !health.health().getDetails().containsKey("problem"));
					assertThat(output.toString()).doesNotContain(server.apiKey());
				});
		}
	}

	static class Listener {

		private final List<SocketError> errors = new CopyOnWriteArrayList<>();

		private volatile boolean connected;

		@EventListener
		void failed(SocketError event) {
			this.errors.add(event);
		}

		@EventListener
		void connected(SocketConnected event) {
			this.connected = true;
		}

	}

}
