package io.github.tegrabox.chat.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * User who left a room.
 *
 * @param roomId the id of the room
 * @param userId the id of the user
 * @param username the name of the user, if the server tells it
 * @param receivedAt when this process received the event
 */
public record UserLeft(String roomId, String userId, @Nullable String username,
		Instant receivedAt) implements ChatEvent {

}
