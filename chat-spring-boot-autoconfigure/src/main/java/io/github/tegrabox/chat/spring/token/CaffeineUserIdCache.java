package io.github.tegrabox.chat.spring.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Cache on Caffeine.
 */
public final class CaffeineUserIdCache implements UserIdCache {

	private final Cache<String, String> ids;

	/**
	 * Creates a cache.
	 * @param capacity the number of users to remember
	 */
	public CaffeineUserIdCache(int capacity) {
		this.ids = Caffeine.newBuilder().maximumSize(capacity).build();
	}

	@Override
	public @Nullable String get(String externalId) {
		return this.ids.getIfPresent(externalId);
	}

	@Override
	public void put(String externalId, String userId) {
		this.ids.put(externalId, userId);
	}

	@Override
	public void remove(String externalId, String userId) {
		this.ids.asMap().remove(externalId, userId);
	}

}
