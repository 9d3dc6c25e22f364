package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the server knows about a token.
 *
 * @param valid whether the server accepts the token
 * @param user the user that the token belongs to
 * @param expiresAt when it expires, or {@code null} if the server does not say
 */
public record AuthInfo(boolean valid, User user, @Nullable Instant expiresAt) {

	/**
	 * User that a token belongs to.
	 *
	 * @param userId the id of the user
	 * @param projectId the id of the project, or {@code null} if the server does not send
	 * it
	 * @param username the name of the user, or {@code null} if the server does not send
	 * it
	 * @param externalUserId the application's own id of the user, or {@code null} if the
	 * server does not send it
	 */
	public record User(String userId, @Nullable String projectId, @Nullable String username,
			@Nullable String externalUserId) {

	}

}
