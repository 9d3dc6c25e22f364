package io.github.tegrabox.chat.event;

import java.time.Instant;
import java.util.List;

import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatEventTests {

	private static final Instant NOW = Instant.EPOCH;

	private static final List<ChatEvent> ALL = List.of(
			new MessageReceived(new Message("m", "r", "u", null, "text", NOW), false, NOW),
			new UserJoined("r", "u", null, NOW), new UserLeft("r", "u", null, NOW), new UserTyping("r", "u", null, NOW),
			new UserStoppedTyping("r", "u", null, NOW), new SocketError("code", "words", null, NOW),
			new SocketConnected(false, NOW), new SocketDisconnected("reason", NOW), new MessageGap("r", "reason", NOW),
			new UnknownChatEvent("name", null, NOW));

	@Test
	void everyTypeHasAName() {
		assertThat(ALL).extracting(ChatEvent::type)
			.containsExactly("message", "user_joined", "user_left", "user_typing", "user_stopped_typing", "error",
					"connected", "disconnected", "gap", "unknown");
		assertThat(ALL).extracting(ChatEventType::of).containsExactly(ChatEventType.values());
	}

	@Test
	void eventsOfARoomNameIt() {
		assertThat(ALL).filteredOn(RoomEvent.class::isInstance)
			.hasSize(6)
			.allSatisfy((event) -> assertThat(((RoomEvent) event).roomId()).isEqualTo("r"));
	}

	@Test
	void eventsOfAUserAreForeignUnlessMarked() {
		assertThat(ALL).filteredOn(UserEvent.class::isInstance).hasSize(5).allSatisfy((event) -> {
			UserEvent caused = (UserEvent) event;
			assertThat(caused.own()).isFalse();
			assertThat(caused.asOwn().own()).isTrue();
			assertThat(caused.asOwn()).hasSameClassAs(caused);
			assertThat(caused.asOwn().userId()).isEqualTo("u");
		});
	}

}
