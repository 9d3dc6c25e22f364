package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link ChatAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChatAutoConfigurationTests {

	private static final ChatTestServer server = ChatTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
					WebClientAutoConfiguration.class, ChatTestServerAutoConfiguration.class,
					ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class));

	private final ApplicationContextRunner connected = this.runner
		.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey());

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void thereIsAClientThatCalls() {
		this.connected.run((context) -> {
			assertThat(context).hasSingleBean(ChatClient.class).hasSingleBean(ReactiveChatClient.class);
			ChatClient client = context.getBean(ChatClient.class);
			assertThat(context.getBean(ReactiveChatClient.class)).isSameAs(client.reactive());
			assertThat(client.projectId()).isEqualTo(server.projectId());
		});
	}

	@Test
	void creatingTheContextSendsNothing() {
		server.recorder().clear();
		this.connected.withPropertyValues("chat.socket.user.external-id=backend").run((context) -> {
			assertThat(context).hasSingleBean(ChatTokenProvider.class);
			assertThat(server.recorder().counts()).isEmpty();
		});
	}

	@Test
	void whenSwitchedOffThereIsNothing() {
		this.connected.withPropertyValues("chat.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ChatClient.class)
				.doesNotHaveBean(ReactiveChatClient.class)
				.doesNotHaveBean(ChatConnectionDetails.class));
	}

	@Test
	void withoutWebClientThereIsNothing() {
		this.connected.withClassLoader(new FilteredClassLoader(WebClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatClient.class));
	}

	@Test
	void theApplicationsOwnClientIsUsed() {
		ChatClient own = mock();
		ReactiveChatClient reactive = mock();
		this.runner.withBean(ChatClient.class, () -> own)
			.withBean(ReactiveChatClient.class, () -> reactive)
			.run((context) -> {
				assertThat(context.getBean(ChatClient.class)).isSameAs(own);
				assertThat(context.getBean(ReactiveChatClient.class)).isSameAs(reactive);
			});
	}

	@Test
	void connectionDetailsWinOverProperties() {
		this.runner.withPropertyValues("chat.base-url=https://chat.invalid", "chat.api-key=wrong")
			.withBean(ChatConnectionDetails.class, ServerDetails::new)
			.run((context) -> assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(server.projectId()));
	}

	@Test
	void aTestServerInTheContextWinsOverProperties() {
		this.runner.withPropertyValues("chat.base-url=https://chat.invalid", "chat.api-key=wrong")
			.withBean(ChatTestServer.class, ChatTestServer::start)
			.run((context) -> assertThat(context.getBean(ChatClient.class).projectId())
				.isEqualTo(context.getBean(ChatTestServer.class).projectId()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "yes", "on", "1", " true ", "TRUE\n" })
	void aTestServerIsStartedOnDemand(String enabled) {
		this.runner.withInitializer(property("chat.test-server.enabled", enabled)).run((context) -> {
			assertThat(context).hasSingleBean(ChatTestServer.class);
			assertThat(context.getBean(ChatClient.class).projectId())
				.isEqualTo(context.getBean(ChatTestServer.class).projectId());
		});
	}

	@Test
	void theTestServerSpeaksAsTheApplicationDoes() {
		this.runner
			.withPropertyValues("chat.test-server.enabled=true", "chat.project-id=prj_shop",
					"chat.wire.paths.rooms=/v1/{projectId}/channels", "chat.wire.credentials.api-key=X-Key: {key}",
					"chat.wire.operations.users-get=GET /v1/people/{userId}", "chat.wire.names=camelCase",
					"chat.wire.emits.joinRoom=enter", "chat.wire.bodies.messages-create.user_id=author",
					"chat.wire.first-page=0", "chat.socket.path=/realtime/")
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				ChatUser ada = client.users().create(CreateUserInput.of("ada", "ada-1"));
				assertThat(client.users().get(ada.id())).isEqualTo(ada);
				Room room = client.rooms().create(CreateRoomInput.of("Lobby", ada.id()));
				Message hello = client.messages().create(room.id(), CreateMessageInput.of("Hello!", ada.id()));
				assertThat(client.messages().list(room.id(), PaginationParams.of(1, 1)).items()).containsExactly(hello);
				ChatTestServer server = context.getBean(ChatTestServer.class);
				assertThat(server.projectId()).isEqualTo("prj_shop");
				try (ChatClient adas = client.asUser(ada.id())) {
					adas.socket().joinRoom(room.id());
					adas.socket().connect();
					await().atMost(Duration.ofMinutes(2)).until(() -> adas.socket().joinedRooms().contains(room.id()));
				}
			});
	}

	@Test
	void aTestServerThatCannotSpeakLikeThatSaysSo(CapturedOutput output) {
		this.runner.withPropertyValues("chat.test-server.enabled=true", "chat.wire.nams=camelCase")
			.run((context) -> assertThat(context.getBean(ChatClient.class).projectId()).isNotBlank());
		assertThat(output).containsOnlyOnce("no setting of the wire 'nams'");
		this.runner.withPropertyValues("chat.test-server.enabled=true", "chat.wire.credentials.api-key=geheim")
			.run((context) -> assertThat(context).hasFailed());
		assertThat(output).contains("'chat.wire.credentials' has a form").doesNotContain("geheim");
	}

	/** As on a laptop, where nobody has them. */
	@Test
	void aTestServerNeedsNoneOfTheCredentialsThatItReplaces() {
		this.runner
			.withPropertyValues("chat.test-server.enabled=true", "chat.api-key=${KEY_OF_NOBODY}",
					"chat.jwt-token=${JWT_OF_NOBODY}")
			.run((context) -> assertThat(context.getBean(ChatClient.class).auth().verify().user().externalUserId())
				.isEqualTo("backend"));
	}

	@Test
	void noOtherServerIsUsedForTheSocketBesideATestServer() {
		this.runner.withBean(ChatTestServer.class, ChatTestServer::start)
			.withPropertyValues("chat.socket.url=https://sockets.example.com")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidChatSettingException.class)
				.hasMessageContaining("'chat.socket.url' would lead the socket to another server"));
	}

	@Test
	void noOtherServerIsUsedWhereTheTestServerIsLeftOut() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class,
					ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class))
			.withPropertyValues("chat.test-server.enabled=true", "chat.api-key=key")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidChatSettingException.class)
				.hasMessageContaining("no test server in the context"));
	}

	@ParameterizedTest
	@CsvSource({ "'yes\n', true", "'', true", "' no ', false", "0, false" })
	void aSwitchIsReadAsBindingReadsIt(String enabled, boolean on) {
		this.connected.withInitializer(property("chat.enabled", enabled))
			.run((context) -> assertThat(context.getBeansOfType(ChatClient.class)).hasSize(on ? 1 : 0));
	}

	@Test
	void aSwitchThatIsNeitherOnNorOffIsRefused() {
		this.connected.withPropertyValues("chat.enabled=maybe")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("chat.enabled")));
	}

	/** As it is, unlike those that the runner is given as one text. */
	private static ApplicationContextInitializer<ConfigurableApplicationContext> property(String name, String value) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("blanks", Map.of(name, value)));
	}

	@Test
	void theApplicationsCustomizersComeLast() {
		List<String> calls = new ArrayList<>();
		this.connected.withPropertyValues("chat.base-url=https://chat.invalid")
			.withBean("first", ChatClientBuilderCustomizer.class, () -> (builder) -> calls.add("first"))
			.withBean("second", ChatClientBuilderCustomizer.class, () -> (builder) -> {
				calls.add("second");
				builder.baseUrl(server.baseUrl());
			})
			.run((context) -> {
				assertThat(calls).containsExactlyInAnyOrder("first", "second");
				assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(server.projectId());
			});
	}

	@Test
	void theApplicationsWebClientCustomizersApply() {
		List<String> paths = new ArrayList<>();
		this.connected.withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter((request, next) -> {
			paths.add(request.url().getPath());
			return next.exchange(request);
		})).run((context) -> {
			context.getBean(ChatClient.class).projectId();
			assertThat(paths).containsExactly("/api/projects/current");
		});
	}

	@Test
	void theApplicationsOwnConnectorIsUsed() {
		ClientHttpConnector connector = (method, uri, callback) -> Mono.error(new IllegalStateException("own"));
		this.connected.withBean(ClientHttpConnector.class, () -> connector)
			.run((context) -> assertThatThrownBy(() -> context.getBean(ChatClient.class).projectId())
				.hasStackTraceContaining("own"));
	}

	@Test
	void aProviderThatUsesTheClientIsNoCircle() {
		this.connected.withUserConfiguration(ClientUsingProvider.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ChatClient.class).auth().verify().valid()).isTrue();
		});
	}

	@Test
	void theSocketUserIsCreatedWhenMissing() {
		this.connected
			.withPropertyValues("chat.socket.user.external-id=backend-1", "chat.socket.user.username=My backend")
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(client.users().findByExternalId("backend-1")).isEmpty();
				assertThat(client.auth().verify().user().externalUserId()).isEqualTo("backend-1");
				assertThat(client.users().findByExternalId("backend-1")).get()
					.extracting("username")
					.isEqualTo("My backend");
			});
	}

	@Test
	void theSocketUserIsCreatedAgainWhenDeleted() {
		this.connected.withPropertyValues("chat.socket.user.external-id=backend-2").run((context) -> {
			ChatClient client = context.getBean(ChatClient.class);
			ChatTokenProvider provider = context.getBean(ChatTokenProvider.class);
			String first = client.auth().verify(provider.getToken()).user().userId();
			client.users().delete(first);
			String second = client.auth().verify(provider.getToken()).user().userId();
			assertThat(second).isNotEqualTo(first);
		});
	}

	@Test
	void theSocketUserMayBeGivenById() {
		String userId = server.createUser("Eve", "eve");
		this.connected.withPropertyValues("chat.socket.user.user-id=" + userId)
			.run((context) -> assertThat(context.getBean(ChatClient.class).auth().verify().user().userId())
				.isEqualTo(userId));
	}

	@Test
	void aFixedJwtIsEnough() {
		String jwt = server.issueToken(server.createUser("Mallory", "mallory"));
		this.runner.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.jwt-token=" + jwt)
			.run((context) -> assertThat(context.getBean(ChatClient.class).auth().verify().user().externalUserId())
				.isEqualTo("mallory"));
	}

	@Test
	void connectionDetailsMayHoldOnlyAJwt() {
		String jwt = server.issueToken(server.createUser("Trent", "trent"));
		this.runner.withBean(ChatConnectionDetails.class, () -> new JwtDetails(jwt)).run((context) -> {
			ChatClient client = context.getBean(ChatClient.class);
			assertThat(client.auth().verify().user().externalUserId()).isEqualTo("trent");
			client.socket().connect();
			await().atMost(Duration.ofMinutes(2)).until(client.socket()::isConnected);
		});
	}

	private static final class ServerDetails implements ChatConnectionDetails {

		@Override
		public String getBaseUrl() {
			return server.baseUrl();
		}

		@Override
		public String getApiKey() {
			return server.apiKey();
		}

	}

	private record JwtDetails(String jwt) implements ChatConnectionDetails {

		@Override
		public String getBaseUrl() {
			return server.baseUrl();
		}

		@Override
		public String getJwtToken() {
			return this.jwt;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientUsingProvider {

		@Bean
		ChatTokenProvider tokens(ChatClient client) {
			return () -> client.users()
				.generateToken(client.users().getOrCreate(CreateUserInput.of("Bob", "bob")).id())
				.token();
		}

	}

}
