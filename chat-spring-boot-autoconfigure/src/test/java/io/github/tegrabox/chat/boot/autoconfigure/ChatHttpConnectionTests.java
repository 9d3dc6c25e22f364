package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the HTTP connection that the client is given.
 */
class ChatHttpConnectionTests {

	private final List<String> upgrades = new CopyOnWriteArrayList<>();

	private final CountDownLatch hold = new CountDownLatch(1);

	private HttpServer server;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor((task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			thread.start();
		});
		this.server.start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class))
			.withPropertyValues("chat.api-key=key", "chat.retry.enabled=false", "chat.base-url=" + origin());
	}

	@AfterEach
	void stop() {
		this.hold.countDown();
		this.server.stop(0);
	}

	@Test
	void cleartextIsSpokenInHttp1WithoutAnUpgrade() {
		answer("/api/projects/current", 200, "{\"id\":\"prj_1\",\"name\":\"x\"}", null);
		this.runner.run((context) -> {
			assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo("prj_1");
			assertThat(this.upgrades).isEmpty();
		});
	}

	@Test
	void redirectsAreNotFollowedEvenIfTheApplicationsClientsDo() {
		List<String> elsewhere = new CopyOnWriteArrayList<>();
		this.server.createContext("/elsewhere", (exchange) -> {
			elsewhere.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		answer("/api/projects/current", 302, "", origin() + "/elsewhere");
		this.runner.withPropertyValues("spring.http.clients.redirects=follow").run((context) -> {
			assertThatExceptionOfType(ChatException.class)
				.isThrownBy(() -> context.getBean(ChatClient.class).projectId());
			assertThat(elsewhere).isEmpty();
		});
	}

	@Test
	void theClientsOwnTimeoutsApply() {
		this.server.createContext("/", (exchange) -> {
			try {
				this.hold.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.close();
		});
		this.runner.withPropertyValues("chat.http.response-timeout=100ms", "spring.http.clients.read-timeout=1h")
			.run((context) -> {
				long start = System.nanoTime();
				assertThatExceptionOfType(ChatNetworkException.class)
					.isThrownBy(() -> context.getBean(ChatClient.class).projectId());
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
			});
	}

	@Test
	void theNamesOfTheWireApply() {
		List<String> keys = new CopyOnWriteArrayList<>();
		this.server.createContext("/v2/me", (exchange) -> {
			keys.add(exchange.getRequestHeaders().getFirst("X-Key"));
			byte[] body = "{\"id\":\"prj_2\"}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.runner.withPropertyValues("chat.wire.paths.project=/v2/me", "chat.wire.api-key-header=X-Key")
			.run((context) -> {
				assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo("prj_2");
				assertThat(keys).containsExactly("key");
			});
	}

	@Test
	void theApplicationsCustomizersApply() {
		answer("/api/projects/current", 200, "{\"id\":\"prj_3\",\"name\":\"x\"}", null);
		this.runner.withBean(ViaProxy.class, () -> new ViaProxy(this.server.getAddress()))
			.withPropertyValues("chat.base-url=http://chat.example.org", "chat.allow-insecure=true")
			.run((context) -> assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo("prj_3"));
	}

	@Test
	void aMissingSslBundleIsNamed() {
		this.runner.withPropertyValues("spring.http.clients.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("missing"));
	}

	private String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	private void answer(String path, int status, String text, String location) {
		this.server.createContext(path, (exchange) -> {
			this.upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
			byte[] body = text.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			if (location != null) {
				exchange.getResponseHeaders().set("Location", location);
			}
			exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
	}

	private record ViaProxy(
			InetSocketAddress proxy) implements ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> {

		@Override
		public JdkClientHttpConnectorBuilder customize(JdkClientHttpConnectorBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.proxy(ProxySelector.of(this.proxy)));
		}

	}

}
