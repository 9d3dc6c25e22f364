package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * User of the chat.
 *
 * @param id the id given by the server, such as {@code usr_…}
 * @param username the name that others see
 * @param externalUserId the id of the user in the application's own world
 * @param displayName a fuller name, if there is one
 * @param email the mail address, if there is one
 * @param status the status, such as {@code active}, if the server tells it
 * @param createdAt when the user was created, if the server tells it
 * @param updatedAt when the user was last changed, if the server tells it
 */
public record ChatUser(String id, String username, String externalUserId, @Nullable String displayName,
		@Nullable String email, @Nullable String status, @Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
