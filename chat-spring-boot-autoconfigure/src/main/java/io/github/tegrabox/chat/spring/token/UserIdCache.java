package io.github.tegrabox.chat.spring.token;

import org.jspecify.annotations.Nullable;

/**
 * Bounded memory of which chat user an external id stands for. Safe for use by several
 * threads.
 */
public interface UserIdCache {

	/**
	 * Returns what is remembered.
	 * @param externalId the external id
	 * @return the id of the chat user, or {@code null} if it is not remembered
	 */
	@Nullable String get(String externalId);

	/**
	 * Remembers a chat user.
	 * @param externalId the external id
	 * @param userId the id of the chat user
	 */
	void put(String externalId, String userId);

	/**
	 * Forgets a chat user, unless another one took its place meanwhile.
	 * @param externalId the external id
	 * @param userId the id of the chat user
	 */
	void remove(String externalId, String userId);

}
