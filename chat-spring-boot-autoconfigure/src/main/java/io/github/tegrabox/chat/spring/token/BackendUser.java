package io.github.tegrabox.chat.spring.token;

import org.jspecify.annotations.Nullable;

/**
 * Chat user of the application itself. Nobody else gets tokens of this user.
 */
public interface BackendUser {

	/**
	 * Returns the external id of the application's own user.
	 * @return the external id, or {@code null} if it is not known
	 */
	@Nullable String externalId();

	/**
	 * Returns whether a chat user is the application's own. Sends nothing.
	 * @param userId the id of the chat user
	 * @return whether it is, as far as is known
	 */
	boolean is(String userId);

}
