package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatHttpConnectorAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChatSanitizingAutoConfiguration}.
 */
class ChatSanitizingAutoConfigurationTests {

	private static final String SECRET = "canary-5c7e";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ChatSanitizingAutoConfiguration.class,
				ConfigurationPropertiesReportEndpointAutoConfiguration.class,
				EnvironmentEndpointAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*", "chat.base-url=https://chat.example.com",
				"management.endpoint.configprops.show-values=always", "management.endpoint.env.show-values=always");

	@ParameterizedTest
	@ValueSource(strings = { "chat.api-key", "chat.apiKey", "CHAT_API_KEY", "CHAT_APIKEY", "chat.jwt-token",
			"chat.jwtToken", "CHAT_JWTTOKEN" })
	void noEndpointShowsACredential(String key) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(key, SECRET))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				String beans = json(
						context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());
				assertThat(beans).contains("https://chat.example.com", "******").doesNotContain(SECRET);
				EnvironmentEndpoint environment = context.getBean(EnvironmentEndpoint.class);
				assertThat(json(environment.environment(null))).contains(key).doesNotContain(SECRET);
				assertThat(json(environment.environmentEntry("chat.api-key"))).doesNotContain(SECRET);
				assertThat(json(environment.environmentEntry("chat.jwt-token"))).doesNotContain(SECRET);
			});
	}

	@Test
	void noEndpointShowsACredentialThatStandsInAnotherValue() {
		this.runner
			.withPropertyValues("chat.api-key=" + SECRET,
					"SPRING_APPLICATION_JSON={\"chat\":{\"api-key\":\"" + SECRET + "\"}}",
					"sun.java.command=app.jar --chat.api-key=" + SECRET, "chat.copy.base-url=https://me:geheim@host",
					"other=shown")
			.run((context) -> {
				String environment = json(context.getBean(EnvironmentEndpoint.class).environment(null));
				assertThat(environment).contains("SPRING_APPLICATION_JSON", "sun.java.command", "shown")
					.doesNotContain(SECRET, "geheim");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"chat\":{\"api-key\":\"geheim\"}}", "{\"chat.jwt-token\" : \"geheim\"}",
			"app.jar --chat.api-key=geheim", "-Dchat.apiKey=geheim", "export CHAT_API_KEY='geheim'" })
	void aCredentialInATextIsKnownByItsName(String text) {
		// Short, or outvoted by another source.
		for (String key : List.of("geheim", "another-key-1234")) {
			this.runner.withPropertyValues("chat.api-key=" + key, "chat.wire.credentials.api-key=X-API-Key: {key}")
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addLast(new SystemEnvironmentPropertySource("systemEnvironment", Map.of("OTHER", text))))
				.run((context) -> {
					String environment = json(context.getBean(EnvironmentEndpoint.class).environment(null));
					assertThat(environment).contains("OTHER", "X-API-Key: {key}").doesNotContain("geheim");
				});
		}
	}

	@Test
	void theApplicationsOwnFunctionIsUsed() {
		SanitizingFunction own = (data) -> data;
		this.runner.withBean("chatSanitizingFunction", SanitizingFunction.class, () -> own)
			.withPropertyValues("chat.api-key=key")
			.run((context) -> assertThat(context).getBean(SanitizingFunction.class).isSameAs(own));
	}

	@Test
	void withoutActuatorThereIsNone() {
		this.runner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.withPropertyValues("chat.api-key=key")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("chatSanitizingFunction"));
	}

	private static String json(Object value) {
		return JsonMapper.builder().build().writeValueAsString(value);
	}

}
