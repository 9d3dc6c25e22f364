package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.health.ChatHealthContributorAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.metrics.ChatMetricsAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.web.ChatTokenEndpointAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatHealthIndicator;
import io.github.tegrabox.chat.boot.health.ChatSocketHealthIndicator;
import io.github.tegrabox.chat.spring.metrics.ChatSocketMeterBinder;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what an application's start does not do yet.
 */
class ChatStartTests {

	private final AtomicInteger webClients = new AtomicInteger();

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
						ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
						ChatEventsAutoConfiguration.class, ChatTokenEndpointAutoConfiguration.class,
						ChatHealthContributorAutoConfiguration.class, ChatMetricsAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withBean(WebClientCustomizer.class, () -> (builder) -> this.webClients.incrementAndGet())
		.withPropertyValues("chat.api-key=key", "chat.retry.enabled=false", "chat.socket.user.external-id=backend",
				"chat.socket.rooms=*", "chat.socket.auto-startup=false");

	@Test
	void creatingTheContextOpensNoConnection() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			this.runner.withPropertyValues("chat.base-url=http://localhost:" + server.getLocalPort()).run((context) -> {
				assertThat(context).hasSingleBean(ChatHealthIndicator.class)
					.hasSingleBean(ChatSocketHealthIndicator.class)
					.hasSingleBean(ChatSocketMeterBinder.class)
					.hasSingleBean(TokenEndpoint.class);
				// A connection made would wait in the backlog.
				server.setSoTimeout(100);
				assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
			});
		}
	}

	@Test
	void theHttpClientIsBuiltAtTheFirstCall() {
		try (ChatTestServer server = ChatTestServer.start()) {
			this.runner.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey())
				.run((context) -> {
					assertThat(this.webClients).hasValue(0);
					ChatClient client = context.getBean(ChatClient.class);
					assertThat(client.projectId()).isEqualTo(server.projectId());
					assertThat(this.webClients).hasValue(1);
					assertThat(context.getBean(ReactiveChatClient.class).projectId().block())
						.isEqualTo(server.projectId());
					try (ChatClient derived = client.mutate().build()) {
						assertThat(derived.rooms().list().items()).isEmpty();
					}
					assertThat(this.webClients).hasValue(1);
				});
		}
	}

}
