package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Test of what holds a secret and is written out by somebody who does not know that.
 */
class SerializedSecretTests {

	private static final String SECRET = "geheim-1234";

	@Test
	void whateverAnApplicationMakesItsDetailsOfTheirJsonHoldsNoSecret() {
		assertThat(json(new OwnDetails(SECRET, SECRET))).isEqualTo("{\"baseUrl\":\"https://chat.example.com\"}");
		assertThat(json(new Holder(new OwnDetails(SECRET, SECRET), new OwnProvider(SECRET), () -> SECRET)))
			.contains("baseUrl")
			.doesNotContain(SECRET);
		assertThat(json(new OwnProvider(SECRET))).isEqualTo("{}");
	}

	@Test
	void nothingOfOursLetsTheJvmWriteIt() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WebClientAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
							ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class))
			.withPropertyValues("chat.api-key=" + SECRET, "chat.socket.user.external-id=backend")
			.run((context) -> {
				for (Class<?> type : List.of(ChatConnectionDetails.class, ChatTokenProvider.class, ChatClient.class,
						ChatSocket.class, ChatProperties.class, ChatSocketProperties.class)) {
					Object bean = context.getBeanProvider(type).getIfAvailable(() -> null);
					if (bean != null || type != ChatTokenProvider.class) {
						assertThatExceptionOfType(NotSerializableException.class).as(type.getName())
							.isThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(bean));
					}
				}
			});
	}

	private static String json(Object value) {
		return JsonMapper.builder().build().writeValueAsString(value);
	}

	record OwnDetails(String apiKey, String secret) implements ChatConnectionDetails {

		@Override
		public String getBaseUrl() {
			return "https://chat.example.com";
		}

		@Override
		public String getApiKey() {
			return this.apiKey;
		}

	}

	record OwnProvider(String secret) implements ChatTokenProvider {

		@Override
		public String getToken() {
			return this.secret;
		}

	}

	record Holder(ChatConnectionDetails details, ChatTokenProvider provider, ChatTokenProvider lambda) {

	}

}
