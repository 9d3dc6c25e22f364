package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * State of this process among those that share the rooms of a socket; a bean where
 * delivery is durable. Asks nobody.
 */
public interface ReplicaState {

	/**
	 * Returns the name of the group.
	 * @return the name
	 */
	String group();

	/**
	 * Returns in how many parts the rooms are divided.
	 * @return the number
	 */
	int shards();

	/**
	 * Returns the parts of the rooms in which this process leads: it hands their messages
	 * to the listeners.
	 * @return their numbers, from 0
	 */
	Set<Integer> leading();

	/**
	 * Returns how far behind the listeners are: the age of the oldest message that they
	 * are at work on.
	 * @return the age, zero if there is none
	 */
	Duration lag();

	/**
	 * Returns how often another process was found to have handled a message.
	 * @return the number
	 */
	long conflicts();

	/**
	 * Returns since when the store does not answer.
	 * @return the time, {@code null} if it does
	 */
	@Nullable Instant storeFailingSince();

	/**
	 * Returns why the store does not answer.
	 * @return the problem, {@code null} if there is none
	 */
	@Nullable String storeProblem();

	/**
	 * Returns how the rooms stand that this process hands on.
	 * @return their positions by id
	 */
	Map<String, Position> positions();

	/**
	 * How a room stands.
	 *
	 * @param shard the part of the rooms that it belongs to
	 * @param version how many of its messages the group has handled
	 * @param lastMessageId the id of the latest message handled, if there is one
	 * @param lastMessageAt when that was written
	 * @param lag the age of the message that is being handled
	 */
	record Position(int shard, long version, @Nullable String lastMessageId, @Nullable Instant lastMessageAt,
			Duration lag) {

	}

}
