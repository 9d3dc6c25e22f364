package io.github.tegrabox.chat.internal.socket.room;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import org.jspecify.annotations.Nullable;

/**
 * What events tell of rooms and users.
 */
final class RoomEvents {

	private RoomEvents() {
	}

	/**
	 * Returns the room to whose queue an event belongs.
	 * @param event the event
	 * @return the id of the room, or {@code null} for an event of the connection
	 */
	static @Nullable String roomId(ChatEvent event) {
		if (event instanceof MessageReceived received) {
			return received.message().roomId();
		}
		if (event instanceof UserTyping typing) {
			return typing.roomId();
		}
		if (event instanceof UserStoppedTyping stopped) {
			return stopped.roomId();
		}
		if (event instanceof UserJoined joined) {
			return joined.roomId();
		}
		if (event instanceof UserLeft left) {
			return left.roomId();
		}
		return (event instanceof MessageGap gap) ? gap.roomId() : null;
	}

	static boolean isMessage(ChatEvent event, String messageId) {
		return event instanceof MessageReceived received && received.message().id().equals(messageId);
	}

	static @Nullable String userId(ChatEvent event) {
		if (event instanceof UserTyping typing) {
			return typing.userId();
		}
		if (event instanceof UserStoppedTyping stopped) {
			return stopped.userId();
		}
		if (event instanceof UserJoined joined) {
			return joined.userId();
		}
		return (event instanceof UserLeft left) ? left.userId() : null;
	}

}
