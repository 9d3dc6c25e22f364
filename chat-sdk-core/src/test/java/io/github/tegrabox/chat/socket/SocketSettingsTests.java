package io.github.tegrabox.chat.socket;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;
import io.github.tegrabox.chat.socket.SocketSettings.Recovery;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link SocketSettings}.
 */
class SocketSettingsTests {

	static Stream<ThrowingCallable> senseless() {
		Duration second = Duration.ofSeconds(1);
		return Stream.of(() -> transports(List.of()), () -> transports(List.of("webtransport")),
				() -> new Reconnect(Duration.ZERO, second, 0.5), () -> new Reconnect(second, Duration.ZERO, 0.5),
				() -> new Reconnect(second, second, 1.1), () -> new Reconnect(second, second, -0.1),
				() -> new Dispatch(0, 1, second), () -> new Dispatch(1, 0, second),
				() -> new Dispatch(1, 1, second.negated()), () -> new Recovery(true, -1));
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

}
