package io.github.tegrabox.chat.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatHttpConnectorAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Prometheus wants all meters of a name to have the same tags, which other clients of the
 * application have a say in.
 */
class PrometheusTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private static final Pattern REQUESTS = Pattern.compile("http_client_requests_seconds_count\\{([^}]*)}");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class,
						HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
						ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
						ChatAutoConfiguration.class, ChatMetricsAutoConfiguration.class))
		.withPropertyValues("chat.test-server.enabled=true", "chat.socket.enabled=false");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void seesTheCallsOfTheClientAndOfOthers(boolean chatFirst) {
		this.runner.run((context) -> {
			ChatClient chat = context.getBean(ChatClient.class);
			WebClient other = context.getBean(WebClient.Builder.class).build();
			String url = context.getBean(ChatTestServer.class).baseUrl() + "/other";
			if (chatFirst) {
				chat.users().list();
			}
			other.get().uri(url).exchangeToMono((response) -> response.releaseBody()).block(WAIT);
			if (!chatFirst) {
				chat.users().list();
			}
			await().atMost(WAIT).untilAsserted(() -> {
				List<String> tags = REQUESTS.matcher(context.getBean(PrometheusMeterRegistry.class).scrape())
					.results()
					.map((result) -> result.group(1))
					.toList();
				assertThat(tags).anyMatch((tag) -> tag.contains("chat_operation=\"users.list\""))
					.anyMatch((tag) -> tag.contains("status=\"404\""));
			});
		});
	}

}
