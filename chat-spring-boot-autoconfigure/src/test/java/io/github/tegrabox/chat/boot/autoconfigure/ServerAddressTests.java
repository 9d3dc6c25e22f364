package io.github.tegrabox.chat.boot.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests of {@link ServerAddress}.
 */
class ServerAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://chat.example.com", "https://chat.example.com/base", "HTTPS://chat.example.com",
			"http://localhost:8080", "http://127.0.0.1:8080", "http://127.1.2.3", "http://[::1]:8080",
			"http://app.localhost" })
	void acceptsWhatCanBeUsed(String address) {
		assertThatNoException().isThrownBy(() -> ServerAddress.check("chat.base-url", address, false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.example.com", "chat.example.com:443", "ftp://chat.example.com",
			"wss://chat.example.com", "https://", "https:x", "https://a b", "https:///path", "https://chat_server",
			"https://chat.example.com:99999", "https://chat.example.com:0", "https://[fe80::1%25eth0]:80" })
	void refusesWhatIsNoAddressOfAServer(String address) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> ServerAddress.check("chat.base-url", address, true))
			.withMessageContaining("chat.base-url");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://me:geheim@chat.example.com", "https://me:geheim@chat example.com",
			"me:geheim@chat.example.com", "https://me:geheim@chat_server", "https://chat.example.com?key=geheim",
			"https://chat.example.com#geheim", "ftp://me:geheim@chat.example.com" })
	void keepsASecretInTheAddressToItself(String address) {
		assertThatExceptionOfType(InvalidChatSettingException.class)
			.isThrownBy(() -> ServerAddress.check("chat.base-url", address, false))
			.withMessageContaining("'chat.base-url' is '")
			.withMessageNotContaining("geheim")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://chat.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com" })
	void refusesPlainHttpBeyondLoopback(String address) {
		assertThatExceptionOfType(InsecureChatAddressException.class)
			.isThrownBy(() -> ServerAddress.check("chat.base-url", address, false));
		assertThatNoException().isThrownBy(() -> ServerAddress.check("chat.base-url", address, true));
	}

}
