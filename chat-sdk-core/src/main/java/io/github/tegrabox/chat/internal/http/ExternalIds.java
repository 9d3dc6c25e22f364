package io.github.tegrabox.chat.internal.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Cache of the external ids of users last looked up. External ids never change.
 */
final class ExternalIds {

	private static final int CAPACITY = 1000;

	private final Map<String, String> ids = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > CAPACITY;
		}

	};

	synchronized @Nullable String get(String userId) {
		return this.ids.get(userId);
	}

	synchronized void put(String userId, String externalId) {
		this.ids.put(userId, externalId);
	}

}
