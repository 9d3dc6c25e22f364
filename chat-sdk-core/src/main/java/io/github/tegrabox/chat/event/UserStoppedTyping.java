package io.github.tegrabox.chat.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * User who stopped typing in a room.
 *
 * @param roomId the id of the room
 * @param userId the id of the user
 * @param username the name of the user, or {@code null} if the server does not send it
 * @param own whether the user is the socket's own
 * @param receivedAt when this process received the event
 */
public record UserStoppedTyping(String roomId, String userId, @Nullable String username, boolean own,
		Instant receivedAt) implements UserEvent {

	/**
	 * Creates an event of another user.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 * @param username the name of the user, or {@code null} if the server does not send
	 * it
	 * @param receivedAt when this process received the event
	 */
	public UserStoppedTyping(String roomId, String userId, @Nullable String username, Instant receivedAt) {
		this(roomId, userId, username, false, receivedAt);
	}

	@Override
	public String type() {
		return ChatEventType.USER_STOPPED_TYPING.tag();
	}

	@Override
	public UserStoppedTyping asOwn() {
		return new UserStoppedTyping(this.roomId, this.userId, this.username, true, this.receivedAt);
	}

}
