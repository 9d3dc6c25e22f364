package io.github.tegrabox.chat.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the connectors that an application may have in place of the JDK's. Run on a
 * class path of their own.
 */
@Tag("other-connectors")
class ChatConnectorTests {

	@TempDir
	private static Path directory;

	private ChatTestServer server;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void theClientCalls(Connector connector) {
		runner(connector).run((context) -> {
			assertThat(context.getBean(ClientHttpConnectorBuilder.class)).isInstanceOf(connector.builder);
			ChatClient client = context.getBean(ChatClient.class);
			ChatUser user = client.users().create(CreateUserInput.of("Zoë", "zoe"));
			Room room = client.rooms().create(CreateRoomInput.of("Lobby", user.id()));
			Message message = client.messages().create(room.id(), CreateMessageInput.of("héllo", user.id()));
			assertThat(client.messages().list(room.id()).items()).containsExactly(message);
			assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(() -> client.users().get("usr_none"));
		});
	}

	@ParameterizedTest
	@EnumSource
	void callsEndInTime(Connector connector) {
		runner(connector).withPropertyValues("chat.http.response-timeout=200ms").run((context) -> {
			ChatClient client = context.getBean(ChatClient.class);
			this.server.delayNext(1, Duration.ofHours(1));
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(client::projectId);
			assertThat(client.projectId()).isEqualTo(this.server.projectId());
			this.server.cutNext(1);
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> client.rooms().list());
		});
	}

	@ParameterizedTest
	@EnumSource
	void theSslBundleApplies(Connector connector) throws Exception {
		Path keyStore = directory.resolve("localhost.p12");
		try (TlsFront tls = TlsFront.start(this.server.port(), keyStore)) {
			ApplicationContextRunner secure = runner(connector).withPropertyValues("chat.base-url=" + tls.origin(),
					"spring.ssl.bundle.jks.chat.truststore.location=" + keyStore.toUri(),
					"spring.ssl.bundle.jks.chat.truststore.password=" + TlsFront.PASSWORD);
			secure.run((context) -> assertThatExceptionOfType(ChatNetworkException.class)
				.isThrownBy(() -> context.getBean(ChatClient.class).projectId()));
			secure.withPropertyValues("spring.http.clients.ssl.bundle=chat")
				.run((context) -> assertThat(context.getBean(ChatClient.class).projectId())
					.isEqualTo(this.server.projectId()));
			assertThat(tls.handshakes()).isPositive();
		}
	}

	private ApplicationContextRunner runner(Connector connector) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class))
			.withPropertyValues("spring.http.clients.reactive.connector=" + connector, "chat.retry.enabled=false",
					"chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey());
	}

	enum Connector {

		REACTOR(ReactorClientHttpConnectorBuilder.class), JETTY(JettyClientHttpConnectorBuilder.class);

		private final Class<?> builder;

		Connector(Class<?> builder) {
			this.builder = builder;
		}

	}

}
