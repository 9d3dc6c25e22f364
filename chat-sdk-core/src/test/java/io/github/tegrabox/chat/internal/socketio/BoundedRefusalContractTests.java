package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What also holds for a link that reads of a refused handshake no more than it needs.
 */
interface BoundedRefusalContractTests {

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100", "Transfer-Encoding: chunked", "X: y" })
	default void tellsTheStatusOfARefusalThatDoesNotEnd(String header) throws IOException {
		TransportFixture fixture = (TransportFixture) this;
		try (Answers answers = Answers
			.startEndless("HTTP/1.1 503 No\r\nRetry-After: 7\r\n" + header + "\r\n\r\n3\r\nbusy")) {
			fixture.open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			fixture.awaitClosed("transport error");
		}
		assertThat(fixture.listener.closed().cause()).isInstanceOfSatisfying(HandshakeException.class, (refusal) -> {
			assertThat(refusal.failure().status()).isEqualTo(503);
			assertThat(refusal.failure().words()).contains("bus");
			assertThat(refusal.failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
		});
	}

	@Test
	default void tellsTheStatusOfARefusalWithoutMeasure() throws IOException {
		TransportFixture fixture = (TransportFixture) this;
		try (Answers answers = Answers
			.startEndless("HTTP/1.1 403 No\r\nContent-Length: 999999999\r\n\r\nno" + " no".repeat(300_000))) {
			fixture.open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			fixture.awaitClosed("transport error");
		}
		assertThat(fixture.listener.closed().cause()).isInstanceOfSatisfying(HandshakeException.class, (refusal) -> {
			assertThat(refusal.failure().status()).isEqualTo(403);
			assertThat(refusal.failure().words()).startsWith("no no no");
		});
	}

}
