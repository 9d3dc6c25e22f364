package io.github.tegrabox.chat.spring.token;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounded LRU cache of the users of the token endpoint, by external id. Its lock is held
 * for less than a microsecond, whereas a request takes milliseconds. Safe for use by
 * several threads.
 */
final class UserIdCache {

	private final Map<String, KnownUser> users;

	UserIdCache(int capacity) {
		this.users = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, KnownUser> eldest) {
				return size() > capacity;
			}

		};
	}

	synchronized KnownUser get(String externalId) {
		return this.users.computeIfAbsent(externalId, (id) -> new KnownUser());
	}

	synchronized int size() {
		return this.users.size();
	}

}
