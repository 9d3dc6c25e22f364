package io.github.tegrabox.chat.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of TLS with a certificate that only one of the application's SSL bundles trusts.
 */
class ChatTlsTests {

	@TempDir
	private static Path directory;

	private ChatTestServer server;

	private TlsFront tls;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() throws Exception {
		Path keyStore = directory.resolve("localhost.p12");
		this.server = ChatTestServer.start();
		this.tls = TlsFront.start(this.server.port(), keyStore);
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
					ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class))
			.withPropertyValues("chat.base-url=" + this.tls.origin(), "chat.api-key=" + this.server.apiKey(),
					"chat.retry.enabled=false", "spring.ssl.bundle.jks.chat.truststore.location=" + keyStore.toUri(),
					"spring.ssl.bundle.jks.chat.truststore.password=" + TlsFront.PASSWORD);
	}

	@AfterEach
	void stop() {
		this.tls.close();
		this.server.close();
	}

	@Test
	void theBundleOfTheApplicationsClientsServesCallsAndSocket() {
		this.runner.withPropertyValues("spring.http.clients.ssl.bundle=chat", "chat.socket.user.external-id=backend")
			.run((context) -> {
				assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(this.server.projectId());
				ChatSocket socket = context.getBean(ChatSocket.class);
				await().atMost(Duration.ofMinutes(2)).until(socket::isConnected);
				assertThat(this.server.connectedSockets()).isOne();
				assertThat(this.tls.handshakes()).isGreaterThanOrEqualTo(2);
			});
	}

	@Test
	void withoutABundleTheCertificateIsRefused() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(ChatNetworkException.class)
				.isThrownBy(() -> context.getBean(ChatClient.class).projectId());
			assertThat(this.tls.handshakes()).isZero();
		});
	}

}
