package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Message in a room.
 *
 * @param id the id given by the server, such as {@code msg_…}
 * @param roomId the id of the room
 * @param userId the id of the author
 * @param username the author's name when the message was written, or {@code null} if the
 * server does not send it
 * @param content the text as its author wrote it; escape it before showing it as HTML
 * @param createdAt when the server accepted it, or {@code null} if the server does not
 * send it
 */
public record Message(String id, String roomId, String userId, @Nullable String username, String content,
		@Nullable Instant createdAt) {

}
