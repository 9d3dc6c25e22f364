package io.github.tegrabox.chat.spring.token;

import org.jspecify.annotations.Nullable;

/**
 * Who the application itself is in the chat. Nobody else is given its tokens.
 */
public interface BackendUser {

	/**
	 * Returns the external id of the application's own user.
	 * @return the external id, or {@code null} if it is not known by one
	 */
	@Nullable String externalId();

	/**
	 * Returns whether a chat user is the application's own. Sends nothing.
	 * @param userId the id of the chat user
	 * @return whether it is, as far as known
	 */
	boolean is(String userId);

}
