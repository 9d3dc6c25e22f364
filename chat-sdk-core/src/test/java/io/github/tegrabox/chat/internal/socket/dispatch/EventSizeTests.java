package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link EventSize}.
 */
class EventSizeTests {

	private static final String LONG = "x".repeat(1_000_000);

	static Stream<ChatEvent> events() {
		Instant now = Instant.EPOCH;
		return Stream.of(new MessageReceived(new Message("1", "room", "user", null, LONG, now), false, now),
				new MessageReceived(new Message(LONG, "room", "user", null, "hi", now), false, now),
				new MessageReceived(new Message("1", "room", "user", LONG, "hi", now), false, now),
				new UserJoined("room", "user", LONG, now), new UserTyping("room", LONG, null, now),
				new UserTyping(LONG, "user", null, now), new SocketError("code", LONG, null, now),
				new UnknownChatEvent("x", Map.of("list", List.of(LONG)), now), new UnknownChatEvent(LONG, null, now));
	}

	@ParameterizedTest
	@MethodSource("events")
	void countsEveryTextThatAServerMayMakeLarge(ChatEvent event) {
		assertThat(EventSize.of(event)).isBetween(2_000_000, 2_000_500);
	}

}
