package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * User of the chat.
 *
 * @param id the id given by the server, such as {@code usr_…}
 * @param username the name that others see
 * @param externalUserId the application's own id of the user
 * @param displayName the full name, or {@code null} if there is none
 * @param email the email address, or {@code null} if there is none
 * @param status the status, such as {@code active}, or {@code null} if the server does
 * not send it
 * @param createdAt when the user was created, or {@code null} if the server does not send
 * it
 * @param updatedAt when the user was last changed, or {@code null} if the server does not
 * send it
 */
public record ChatUser(String id, String username, String externalUserId, @Nullable String displayName,
		@Nullable String email, @Nullable String status, @Nullable Instant createdAt, @Nullable Instant updatedAt) {

}
