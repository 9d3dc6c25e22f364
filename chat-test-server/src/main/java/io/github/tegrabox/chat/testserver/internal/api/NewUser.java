package io.github.tegrabox.chat.testserver.internal.api;

import org.jspecify.annotations.Nullable;

/**
 * What a user is created from.
 *
 * @param username the name
 * @param externalUserId the application's id
 * @param displayName the name shown, or {@code null}
 * @param email the mail address, or {@code null}
 */
record NewUser(String username, String externalUserId, @Nullable String displayName, @Nullable String email) {
}
