package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of a replica.
 *
 * @param group the name that the replicas of an application share
 * @param shards the number of shards that the rooms are divided into, each with its own
 * leader
 * @param lease how long a leader that does not respond stays the leader
 * @param rooms the ids of the rooms that belong to the group from its start
 * @param everyRoom whether every room of the project belongs to the group
 * @param roomDiscoveryInterval the interval at which to look for new rooms
 * @param shutdownTimeout how long stopping waits for running listeners
 * @param retention how long the position of a deleted room is kept
 */
public record ReplicaSettings(String group, int shards, Duration lease, List<String> rooms, boolean everyRoom,
		Duration roomDiscoveryInterval, Duration shutdownTimeout, Duration retention) {

	/** Together with a room's key, it has to fit into a column of the store. */
	private static final Pattern GROUP = Pattern.compile("[\\p{Alnum}._:-]{1,80}");

	private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

	private static final int MOST_SHARDS = 1024;

	/**
	 * Checks the settings and copies the rooms.
	 * @throws IllegalArgumentException if a setting is invalid
	 */
	public ReplicaSettings {
		if (!GROUP.matcher(group).matches()) {
			throw new IllegalArgumentException(
					"group must be 1 to 80 letters, digits, '.', '_', ':' or '-', but is '" + group + "'");
		}
		if (shards < 1 || shards > MOST_SHARDS) {
			throw new IllegalArgumentException("shards must be 1 to " + MOST_SHARDS + ", but is " + shards);
		}
		if (lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new IllegalArgumentException("lease must be at least 1 s, but is " + lease);
		}
		rooms = List.copyOf(rooms);
	}

}
