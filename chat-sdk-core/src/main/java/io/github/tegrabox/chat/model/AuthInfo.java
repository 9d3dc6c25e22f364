package io.github.tegrabox.chat.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the server knows of a token.
 *
 * @param valid whether the server accepts the token
 * @param user the user it speaks for
 * @param expiresAt when it expires, if the server tells it
 */
public record AuthInfo(boolean valid, User user, @Nullable Instant expiresAt) {

	/**
	 * User for whom a token speaks.
	 *
	 * @param userId the id of the user
	 * @param projectId the id of the project, if the server tells it
	 * @param username the name of the user, if the server tells it
	 * @param externalUserId the id in the application's own world, if the server tells it
	 */
	public record User(String userId, @Nullable String projectId, @Nullable String username,
			@Nullable String externalUserId) {

	}

}
