package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The replicas of a group that could lead, by the clock of their store. Blocks.
 */
final class Members {

	private final GroupStore store;

	private final String space;

	private final String id;

	private final Duration alive;

	/**
	 * Creates a view of the members.
	 * @param store the store of the members
	 * @param group the name of the group
	 * @param id the id of this replica
	 * @param alive after how much silence a replica no longer counts
	 */
	Members(GroupStore store, String group, String id, Duration alive) {
		this.store = store;
		this.space = "members/" + group;
		this.id = id;
		this.alive = alive;
	}

	/**
	 * Tells the other replicas that this one is alive.
	 * @return the number of replicas, including this one
	 */
	int beat() {
		Instant now = this.store.now();
		Map<String, String> all = this.store.list(this.space);
		String value = Long.toString(now.toEpochMilli());
		String before = all.get(this.id);
		if (before == null) {
			this.store.putIfAbsent(this.space, this.id, value);
		}
		else {
			this.store.replace(this.space, this.id, before, value);
		}
		int count = 1;
		for (Map.Entry<String, String> other : all.entrySet()) {
			if (!other.getKey().equals(this.id)) {
				Instant heard = Objects.requireNonNullElse(StoredTime.of(other.getValue()), Instant.EPOCH);
				Duration silent = Duration.between(heard, now);
				if (silent.compareTo(this.alive) < 0) {
					count++;
				}
				else if (silent.compareTo(this.alive.multipliedBy(100)) > 0) {
					this.store.remove(this.space, other.getKey());
				}
			}
		}
		return count;
	}

	void leave() {
		this.store.remove(this.space, this.id);
	}

}
