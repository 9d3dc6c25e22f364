package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LiveBuffer}.
 */
class LiveBufferTests {

	private final SocketCounters counters = new SocketCounters();

	private final LiveBuffer buffer = new LiveBuffer(1_000, 1_000_000, this.counters);

	private static ChatEvent message(int number, int length) {
		return new MessageReceived(new Message("m" + number, "room", "usr", null, "x".repeat(length), null), false,
				Instant.EPOCH);
	}

	@Test
	void leavesMessagesToTheHistoryOnceTheyAreTooLargeTogether() {
		IntStream.range(0, 5).forEach((i) -> this.buffer.add(message(i, 100_000)));
		assertThat(this.buffer.isOverflown()).isFalse();
		this.buffer.add(message(5, 100_000));
		assertThat(this.buffer.isOverflown()).isTrue();
		assertThat(this.buffer.messages()).isZero();
		assertThat(this.buffer.peek()).isNull();
	}

	@Test
	void dropsOtherEventsOnceTheyAreTooLargeTogether() {
		IntStream.range(0, 50)
			.forEach((i) -> this.buffer.add(new UnknownChatEvent("x", "x".repeat(100_000), Instant.EPOCH)));
		assertThat(this.counters.dropped(ChatEventType.UNKNOWN)).isEqualTo(45);
	}

	@Test
	void takesMoreOnceItHasBeenEmptied() {
		for (int round = 0; round < 5; round++) {
			int first = 10 * round;
			IntStream.range(first, first + 5).forEach((i) -> this.buffer.add(message(i, 100_000)));
			assertThat(this.buffer.takeUpTo("m" + (first + 2))).hasSize(3);
			this.buffer.remove();
			this.buffer.remove();
		}
		assertThat(this.buffer.isOverflown()).isFalse();
		IntStream.range(100, 105).forEach((i) -> this.buffer.add(message(i, 100_000)));
		this.buffer.clear();
		IntStream.range(200, 205).forEach((i) -> this.buffer.add(message(i, 100_000)));
		assertThat(this.buffer.isOverflown()).isFalse();
	}

	@Test
	void typingThatIsOvertakenTakesNoRoom() {
		IntStream.range(0, 50)
			.forEach((i) -> this.buffer.add(new UserTyping("room", "usr", "x".repeat(100_000), Instant.EPOCH)));
		this.buffer.add(message(0, 100_000));
		assertThat(this.buffer.isOverflown()).isFalse();
		assertThat(this.counters.dropped(ChatEventType.USER_TYPING)).isEqualTo(49);
	}

}
