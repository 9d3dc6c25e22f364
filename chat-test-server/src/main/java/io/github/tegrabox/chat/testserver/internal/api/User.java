package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A user of the project.
 *
 * @param id the server's id
 * @param username the name shown when there is no display name
 * @param externalUserId the application's id, unique in the project
 * @param displayName the name shown, or {@code null}
 * @param email the mail address, or {@code null}
 * @param status a free word, {@code active} at first
 * @param createdAt when the user was created
 * @param updatedAt when the user last changed
 */
record User(String id, String username, String externalUserId, @Nullable String displayName, @Nullable String email,
		String status, Instant createdAt, Instant updatedAt) {
}
