package io.github.tegrabox.chat.spring.token;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Cache that forgets what was not asked for the longest. Enough where Caffeine is absent:
 * its lock is held for less than a microsecond, beside a request of milliseconds.
 */
public final class LruUserIdCache implements UserIdCache {

	private final Map<String, String> ids;

	/**
	 * Creates a cache.
	 * @param capacity the number of users to remember
	 */
	public LruUserIdCache(int capacity) {
		this.ids = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
				return size() > capacity;
			}

		};
	}

	synchronized int size() {
		return this.ids.size();
	}

	@Override
	public synchronized @Nullable String get(String externalId) {
		return this.ids.get(externalId);
	}

	@Override
	public synchronized void put(String externalId, String userId) {
		this.ids.put(externalId, userId);
	}

	@Override
	public synchronized void remove(String externalId, String userId) {
		this.ids.remove(externalId, userId);
	}

}
