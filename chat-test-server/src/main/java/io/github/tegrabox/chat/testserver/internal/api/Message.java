package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;

/**
 * A message in a room.
 *
 * @param id the server's id
 * @param roomId the room
 * @param userId the author
 * @param username the author's name when the message was written
 * @param content the text
 * @param createdAt when it was written; later than that of every earlier message
 */
record Message(String id, String roomId, String userId, String username, String content, Instant createdAt) {
}
