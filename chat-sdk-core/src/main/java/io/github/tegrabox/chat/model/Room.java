package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Room in which members chat.
 *
 * @param id the id given by the server, such as {@code room_…}
 * @param name the name that members see
 * @param createdBy the id of the user who made it, if the server tells it
 * @param memberCount the number of members, if the server tells it
 * @param createdAt when it was made, if the server tells it
 * @param updatedAt when it was last changed, if the server tells it
 */
public record Room(String id, String name, @Nullable String createdBy, @Nullable Integer memberCount,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
