package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The last items of a room, up to a limit. An id alone does not make two items the same:
 * a server that was reset counts from the beginning again.
 */
final class RecentItems {

	/** How far two notations of the same time may lie apart. */
	private static final Duration SAME = Duration.ofSeconds(1);

	/** Stands for no time, so that one lookup is enough. */
	private static final Instant NONE = Instant.MIN;

	private final int capacity;

	private final Map<String, Instant> times = new LinkedHashMap<>();

	RecentItems(int capacity) {
		this.capacity = capacity;
	}

	void add(String id, @Nullable Instant time) {
		// Removed first, so that the newest is last even if it was known.
		this.times.remove(id);
		this.times.put(id, (time != null) ? time : NONE);
		if (this.times.size() > this.capacity) {
			this.times.remove(this.times.keySet().iterator().next());
		}
	}

	boolean has(String id, @Nullable Instant time) {
		Instant known = this.times.get(id);
		if (known == null || known.equals(NONE) || time == null) {
			return known != null;
		}
		return known.equals(time) || Duration.between(known, time).abs().compareTo(SAME) <= 0;
	}

	boolean has(HistoryItem item) {
		String id = item.id();
		return id != null && has(id, item.time());
	}

	boolean isEmpty() {
		return this.times.isEmpty();
	}

	int size() {
		return this.times.size();
	}

}
