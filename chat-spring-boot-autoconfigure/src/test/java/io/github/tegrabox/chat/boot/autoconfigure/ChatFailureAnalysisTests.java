package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests of the analyses of wrong configuration.
 */
class ChatFailureAnalysisTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WebClientAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
					ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class));

	static Stream<Arguments> wrongConfigurations() {
		return Stream.of(arguments("chat.enabled=true", "chat.api-key", "CHAT_API_KEY"),
				arguments("chat.api-key=", "neither 'chat.api-key' nor 'chat.jwt-token' is set", "chat.test-server"),
				arguments("chat.api-key=${CHAT_KEY_OF_NOBODY}", "'chat.api-key' refers to '${CHAT_KEY_OF_NOBODY}'",
						"environment"),
				arguments("chat.socket.user.user-id=usr_1", "there is no API key", "chat.api-key"),
				arguments("chat.api-key=key,chat.base-url=nonsense", "chat.base-url", "https://"),
				arguments("chat.api-key=key,chat.base-url=ftp://example.com", "chat.base-url", "https://"),
				arguments("chat.api-key=key,chat.base-url=http://chat.example.com", "chat.base-url",
						"chat.allow-insecure"),
				arguments("chat.api-key=key,chat.socket.url=http://chat.example.com", "chat.socket.url",
						"chat.allow-insecure"),
				arguments("chat.api-key=key,chat.socket.user.user-id=usr_1,chat.socket.user.external-id=x",
						"chat.socket.user.external-id", "mutually exclusive"),
				arguments("chat.api-key=key,chat.socket.user.user-id=usr_1,chat.jwt-token=jwt", "chat.jwt-token",
						"mutually exclusive"),
				arguments("chat.api-key=key,chat.socket.user.userId=usr_1,chat.socket.user.externalId=x",
						"'chat.socket.user.external-id'", "mutually exclusive"),
				arguments("chat.api-key=key,chat.base-url=localhost:4000", "chat.base-url", "'http://'"),
				arguments("chat.api-key=key,chat.base-url=https://${NO_HOST}/chat", "chat.base-url",
						"there is no property or environment variable for ${NO_HOST}"),
				arguments("chat.api-key=key,chat.socket.url=${NO_URL}", "chat.socket.url",
						"there is no property or environment variable for ${NO_URL}"),
				arguments("chat.api-key=key,chat.socket.user.username=x", "chat.socket.user.external-id",
						"must be set"),
				arguments("chat.api-key=key,chat.http.response-timeout=0s",
						"'chat.http.response-timeout' must be positive", "default"),
				arguments("chat.api-key=key,chat.retry.max-attempts=0", "'chat.retry.max-attempts' must be at least 1",
						"default"),
				arguments("chat.api-key=key,chat.retry.max-backoff=1ms",
						"'chat.retry.initial-backoff' must be positive and at most max-backoff", "default"),
				arguments("chat.api-key=key,chat.socket.transports=websockets",
						"'chat.socket.transports' must be among", "polling"),
				arguments("chat.api-key=key,chat.socket.dispatch.queue-capacity=0",
						"'chat.socket.dispatch.queue-capacity' must be positive", "default"),
				arguments("chat.api-key=key,chat.socket.user.user-id=usr_1,chat.socket.room-discovery-interval=0s",
						"'chat.socket.room-discovery-interval' must be positive", "default"),
				arguments("chat.api-key=key,chat.socket.path=socket.io",
						"'chat.socket.path' must begin with a slash, but is 'socket.io'", "default"),
				arguments("chat.api-key=key,chat.base-url=https://chat.example.com:99999", "chat.base-url", "65535"),
				arguments("chat.api-key=key,chat.base-url=https://chat_server", "chat.base-url", "hyphens"),
				arguments("chat.api-key=key,chat.base-url=https://[fe80::1%25eth0]", "chat.base-url", "zone"),
				arguments("chat.api-key=key,chat.socket.url=https://chat.example.com:99999", "chat.socket.url",
						"65535"),
				arguments("chat.api-key=key,chat.base-url=https://me:geheim@chat.example.com",
						"'chat.base-url' is 'https://***@chat.example.com'", "chat.api-key"),
				arguments("chat.api-key=key,chat.socket.url=https://me:geheim@chat.example.com",
						"'chat.socket.url' is 'https://***@chat.example.com'", "chat.api-key"),
				arguments("chat.api-key=key,chat.socket.url=https://me:geheim@chat example.com",
						"'chat.socket.url' is 'https://***@chat example.com'", "default"),
				arguments("chat.api-key=key,chat.socket.url=nonsense", "chat.socket.url", "https://"),
				arguments("chat.api-key=key,chat.http.max-requests-per-second=0",
						"'chat.http.max-requests-per-second' must be positive", "default"),
				arguments("chat.api-key=key,chat.base-url=https://me:ge/geheim@chat.example.com",
						"'chat.base-url' is 'https://***@chat.example.com'", "default"),
				arguments("chat.api-key=key,chat.socket.path=https://me:geheim@chat.example.com/socket.io",
						"'chat.socket.path' must begin with a slash, but is '***@chat.example.com/socket.io'",
						"default"),
				arguments("chat.api-key=key,chat.socket.path=/socket.io?token=geheim",
						"'chat.socket.path' must be no more than a path", "'/socket.io?***'"),
				arguments("chat.api-key=key,chat.socket.path=/socket io", "'chat.socket.path' must be", "'/socket io'"),
				arguments("chat.api-key=key,chat.socket.ack-timeout=-1s",
						"'chat.socket.ack-timeout' must be positive, but is PT-1S", "default"),
				arguments("chat.api-key=key,chat.http.response-timeout=1000000d", "chat.http.response-timeout",
						"1000000d"),
				arguments("chat.jwt-token=${JWT_OF_NOBODY}", "'chat.jwt-token'", "${JWT_OF_NOBODY}"),
				arguments("chat.api-key=key,chat.socket.user.external-id=${NOBODY_NAMES_ME}",
						"chat.socket.user.external-id",
						"there is no property or environment variable for ${NOBODY_NAMES_ME}"),
				arguments("chat.api-key=key,chat.socket.rooms=room_1 ${NO_ROOM}", "chat.socket.rooms", "${NO_ROOM}"),
				arguments("chat.api-key=key,chat.socket.rooms[0]=${NO_ROOM}", "chat.socket.rooms[0]", "${NO_ROOM}"),
				arguments("chat.api-key=geheim 1234", "'chat.api-key' holds white space", "no header can carry"),
				arguments("chat.api-key=geheim\u201c", "'chat.api-key' holds a character beyond ASCII", "default"),
				arguments("chat.jwt-token=geheim\n1234", "'chat.jwt-token' holds white space", "default"),
				arguments("chat.api-key=key,chat.socket.group=${NO_GROUP}", "chat.socket.group", "${NO_GROUP}"),
				arguments("chat.api-key=key,chat.project-id=${NO_PROJECT}", "chat.project-id", "${NO_PROJECT}"),
				arguments(
						"chat.api-key=key,chat.test-server.enabled=true,chat.socket.url=https://me:geheim@chat.example.com",
						"'chat.socket.url'", "default"),
				arguments("chat.api-key=key,chat.test-server.enabled=true,chat.socket.url=https://chat.example.com",
						"'chat.socket.url' would lead the socket to another server", "'chat.test-server.enabled'"),
				arguments("chat.api-key=key,chat.socket.room-discovery-interval=1000000d",
						"chat.socket.room-discovery-interval", "it must be at most 36500d"),
				arguments("chat.api-key=key,chat.socket.transports=websockets",
						"'chat.socket.transports' must be among", "but is [websockets]"),
				arguments("chat.api-key=key,chat.socket.reconnect.randomization=2",
						"'chat.socket.reconnect.randomization' must be between 0 and 1, but is 2.0", "default"),
				arguments("chat.api-key=key,chat.socket.max-event-size=10",
						"'chat.socket.max-event-size' must be between 1 KB and 8 MB, but is 10 B", "default"),
				arguments("chat.api-key=key,chat.wire.credentials.api-key=X-API-Key: geheim-1234",
						"'chat.wire.credentials.api-key' has a value that may be a secret", "'{key}'"),
				arguments("chat.api-key=key,chat.wire.credentials.api-key=geheim",
						"'chat.wire.credentials.api-key' has a value that may be a secret", "'{key}'"),
				arguments("chat.api-key=key,chat.wire.credentials.jwt=Bearer geheim",
						"'chat.wire.credentials.jwt' has a value that may be a secret", "'{token}'"),
				arguments("chat.api-key=key,chat.wire.api-key-header=X-API-Key: geheim",
						"'chat.wire.api-key-header' has a value that may be a secret", "name of a header"),
				arguments("chat.api-key=key,chat.wire.paths.users=/{tenant}/users", "chat.wire.paths.users",
						"{tenant}"),
				arguments("chat.api-key=key,chat.wire.paths.messages=/messages", "chat.wire.paths.messages",
						"{roomId}"));
	}

	@ParameterizedTest
	@MethodSource("wrongConfigurations")
	void wrongConfigurationIsExplained(String properties, String property, String fix) {
		String[] values = properties.split(",");
		this.runner.withPropertyValues(values).run((context) -> {
			FailureAnalysis analysis = analyze(context, values);
			assertThat(analysis.getDescription() + analysis.getAction()).contains(property).contains(fix);
			assertThat(analysis.getAction()).isNotBlank();
			assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("geheim");
			StringWriter trace = new StringWriter();
			context.getStartupFailure().printStackTrace(new PrintWriter(trace));
			assertThat(trace.toString()).doesNotContain("geheim");
		});
	}

	@Test
	void theTestServerThatIsNotThereIsExplained() {
		String[] values = { "chat.api-key=key", "chat.test-server.enabled=true" };
		this.runner.withClassLoader(new FilteredClassLoader("io.github.tegrabox.chat.testserver"))
			.withPropertyValues(values)
			.run((context) -> assertThat(analyze(context, values).getDescription()).contains("chat.test-server.enabled",
					"io.github.tegrabox:chat-test-server"));
	}

	@Test
	void blankElementsOfListsAreIgnored() {
		this.runner
			.withPropertyValues("chat.api-key=key", "chat.socket.rooms=room_1, ,room_2,",
					"chat.socket.transports=websocket,")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ChatSocketProperties.class).getRooms()).containsExactly("room_1", "room_2");
				assertThat(context.getBean(ChatSocketProperties.class).getTransports()).containsExactly("websocket");
			});
	}

	@Test
	void aKeyWithALineBreakIsStripped() {
		this.runner.withPropertyValues("chat.api-key=\nkey-1234 \n")
			.run((context) -> assertThat(context.getBean(ChatConnectionDetails.class).getApiKey())
				.isEqualTo("key-1234"));
	}

	@Test
	void otherValuesWithALineBreakAreStripped() {
		this.runner
			.withPropertyValues("chat.api-key=key-1234", "chat.base-url=https://chat.example.com \n",
					"chat.socket.user.external-id= backend\n", "chat.socket.user.username= bot\n",
					"chat.socket.auto-startup=false")
			.run((context) -> {
				assertThat(context.getBean(ChatConnectionDetails.class).getBaseUrl())
					.isEqualTo("https://chat.example.com");
				ChatSocketProperties.User user = context.getBean(ChatSocketProperties.class).getUser();
				assertThat(user.getExternalId()).isEqualTo("backend");
				assertThat(user.getUsername()).isEqualTo("bot");
			});
	}

	@Test
	void anotherKeyInTheEnvironmentTakesEffect() {
		this.runner.withPropertyValues("chat.api-key=key-1234").run((context) -> {
			TestPropertyValues.of("chat.api-key=key-5678").applyTo(context);
			assertThat(context.getBean(ChatConnectionDetails.class).getApiKey()).isEqualTo("key-5678");
		});
	}

	@Test
	void noCredentialIsSerialized() {
		this.runner.withPropertyValues("chat.api-key=canary-1234", "chat.jwt-token=canary.5678.x").run((context) -> {
			ChatTokenProvider provider = () -> "canary-9999";
			assertThat(JsonMapper.builder()
				.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
				.build()
				.writeValueAsString(
						Map.of("details", context.getBean(ChatConnectionDetails.class), "provider", provider)))
				.contains("baseUrl")
				.doesNotContain("canary");
		});
	}

	@Test
	void aSocketOfNobodyIsExplained() {
		this.runner.withPropertyValues("chat.api-key=key").withUserConfiguration(NeedsSocket.class).run((context) -> {
			FailureAnalysis analysis = analyze(context, "chat.api-key=key");
			assertThat(analysis.getDescription()).contains("NeedsSocket", "required a ChatSocket");
			assertThat(analysis.getAction()).contains("'chat.socket.user.external-id'", "'chat.socket.enabled'");
		});
	}

	@Test
	void aSocketInATestOfASliceIsExplained() {
		this.runner.withPropertyValues("chat.api-key=key").withUserConfiguration(NeedsSocket.class).run((context) -> {
			assertThat(analyze(context).getAction()).contains("slice", "'@MockitoBean'");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { NeedsClient.class, NeedsReactiveClient.class })
	void aClientThatIsNotThereIsExplained(Class<?> configuration) {
		this.runner.withPropertyValues("chat.enabled=false").withUserConfiguration(configuration).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains(configuration.getSimpleName() + " required a ",
					"ChatClient, and there is none");
			assertThat(analysis.getAction()).contains("'chat.enabled'", "'@AutoConfigureChatTestServer'",
					"'@MockitoBean'");
		});
	}

	@Test
	void detailsWithBlankCredentialsHaveNone() {
		ChatConnectionDetails blank = new ChatConnectionDetails() {

			@Override
			public String getApiKey() {
				return " ";
			}

			@Override
			public String getJwtToken() {
				return "";
			}

		};
		this.runner.withBean(ChatConnectionDetails.class, () -> blank)
			.run((context) -> assertThat(analyze(context).getDescription())
				.contains("neither 'chat.api-key' nor 'chat.jwt-token' is set"));
	}

	@Test
	void anotherMissingBeanIsLeftToSpringBoot() {
		NoSuchBeanDefinitionException failure = new NoSuchBeanDefinitionException(String.class);
		assertThat(new MissingChatBeanFailureAnalyzer().analyze(failure)).isNull();
	}

	@Test
	void noSecretIsTold() {
		String[] values = { "chat.api-key=geheim-1", "chat.jwt-token=geheim-2", "chat.socket.user.user-id=usr_1",
				"chat.base-url=http://geheim:geheim@chat.example.com" };
		this.runner.withPropertyValues(values).run((context) -> {
			FailureAnalysis analysis = analyze(context, values);
			assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("geheim");
			assertThat(context.getStartupFailure()).hasStackTraceContaining("chat.jwt-token");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsSocket {

		NeedsSocket(ChatSocket socket) {
			assertThat(socket).isNotNull();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsClient {

		NeedsClient(ChatClient client) {
			assertThat(client).isNotNull();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsReactiveClient {

		NeedsReactiveClient(ReactiveChatClient client) {
			assertThat(client).isNotNull();
		}

	}

	private static FailureAnalysis analyze(AssertableApplicationContext context, String... values) {
		assertThat(context).hasFailed();
		ConfigurableEnvironment environment = new StandardEnvironment();
		TestPropertyValues.of(values).applyTo(environment);
		ConfigurationPropertySources.attach(environment);
		Throwable failure = context.getStartupFailure();
		FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					ArgumentResolver.of(Environment.class, environment)
						.and(BeanFactory.class, new DefaultListableBeanFactory()),
					FailureHandler.handleMessage((message, ex) -> {
					}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((candidate) -> candidate != null)
			.findFirst()
			.orElse(null);
		assertThat(analysis).as("analysis of " + failure).isNotNull();
		return analysis;
	}

}
