package io.github.tegrabox.chat.boot.autoconfigure;

import org.junit.jupiter.api.Test;
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
			"wss://chat.example.com", "https://", "https:x", "https://a b", "https:///path",
			"https://chat.example.com?x=1", "https://chat.example.com#x" })
	void refusesWhatIsNoAddressOfAServer(String address) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> ServerAddress.check("chat.base-url", address, true))
			.withMessageContaining("chat.base-url");
	}

	@Test
	void keepsAPasswordInTheAddressToItself() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> ServerAddress.check("chat.base-url", "https://me:geheim@chat.example.com", false))
			.satisfies((ex) -> org.assertj.core.api.Assertions.assertThat(ex.getMessage() + ex.getValue())
				.doesNotContain("geheim"));
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
