package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Room in which members chat.
 *
 * @param id the id given by the server, such as {@code room_…}
 * @param name the name that members see
 * @param createdBy the id of the user who created it, or {@code null} if the server does
 * not send it
 * @param memberCount the number of members, or {@code null} if the server does not send
 * it
 * @param createdAt when it was created, or {@code null} if the server does not send it
 * @param updatedAt when it was last changed, or {@code null} if the server does not send
 * it
 */
public record Room(String id, String name, @Nullable String createdBy, @Nullable Integer memberCount,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
