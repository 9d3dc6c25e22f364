package io.github.tegrabox.chat.socket;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ThreadCensus;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;
import io.github.tegrabox.chat.socket.SocketSettings.Recovery;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link SocketSettings}.
 */
class SocketSettingsTests {

	/** As somebody says it who wants no limit. */
	private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

	static Stream<ThrowingCallable> senseless() {
		Duration second = Duration.ofSeconds(1);
		return Stream.of(() -> transports(List.of()), () -> transports(List.of("webtransport")),
				() -> new Reconnect(Duration.ZERO, second, 0.5), () -> new Reconnect(second, Duration.ZERO, 0.5),
				() -> new Reconnect(second, second, 1.1), () -> new Reconnect(second, second, -0.1),
				() -> new Dispatch(0, 1, second), () -> new Dispatch(1, 0, second),
				() -> new Dispatch(1, 1, second.negated()), () -> new Recovery(true, -1), () -> ackTimeout(FOR_EVER),
				() -> new Reconnect(FOR_EVER, second, 0.5), () -> new Reconnect(second, FOR_EVER, 0.5),
				() -> new Dispatch(1, 1, FOR_EVER), () -> new Recovery(true, 1, FOR_EVER));
	}

	private static void ackTimeout(Duration ackTimeout) {
		SocketSettings defaults = SocketSettings.defaults();
		new SocketSettings(null, "/socket.io", defaults.transports(), ackTimeout, defaults.reconnect(),
				defaults.dispatch(), defaults.recovery());
	}

	private static void transports(List<String> transports) {
		SocketSettings defaults = SocketSettings.defaults();
		new SocketSettings(null, "/socket.io", transports, defaults.ackTimeout(), defaults.reconnect(),
				defaults.dispatch(), defaults.recovery());
	}

	@ParameterizedTest
	@MethodSource("senseless")
	void refusesWhatMakesNoSense(ThrowingCallable senseless) {
		assertThatIllegalArgumentException().isThrownBy(senseless).withMessageContaining("must");
	}

	@Test
	void knowsWhetherAConnectorIsOnTheClassPath() {
		ClassLoader jdkAlone = ClassLoader.getPlatformClassLoader();
		assertThat(Connector.JDK.isPresent(jdkAlone)).isTrue();
		assertThat(Connector.REACTOR.isPresent(jdkAlone)).isFalse();
		assertThat(Connector.values()).allMatch(Connector::isPresent);
	}

	@ParameterizedTest
	@EnumSource(Connector.class)
	void connectsOverTheConnectorThatIsAskedFor(Connector connector) {
		SocketSettings defaults = SocketSettings.defaults();
		try (ChatTestServer server = ChatTestServer.start()) {
			String user = server.createUser("user", "user");
			ThreadCensus census = new ThreadCensus();
			try (ChatClient client = ChatClient.builder()
				.baseUrl(server.baseUrl())
				.tokenProvider(() -> server.issueToken(user))
				.socket(new SocketSettings(null, defaults.path(), defaults.transports(), defaults.ackTimeout(),
						defaults.reconnect(), defaults.dispatch(), defaults.recovery(), defaults.maxEventSize(),
						connector))
				.build()) {
				client.socket().connect();
				await().atMost(Duration.ofMinutes(1)).until(client.socket()::isConnected);
				assertThat(census.newcomers().stream().anyMatch((name) -> name.startsWith("chat-netty")))
					.isEqualTo(connector == Connector.REACTOR);
			}
		}
	}

}
