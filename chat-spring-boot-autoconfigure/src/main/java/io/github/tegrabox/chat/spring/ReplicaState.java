package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * State of this process among those that share the rooms of a socket. It is a bean if
 * delivery is durable. Its methods do not block and do not query the store.
 */
public interface ReplicaState {

	/**
	 * Returns the name of the group.
	 * @return the name
	 */
	String group();

	/**
	 * Returns the number of shards that the rooms are divided into.
	 * @return the number
	 */
	int shards();

	/**
	 * Returns the shards that this process leads: it hands the messages of their rooms to
	 * the listeners.
	 * @return their numbers, from 0
	 */
	Set<Integer> leading();

	/**
	 * Returns how far behind the listeners are: the age of the oldest message that they
	 * are handling.
	 * @return the age, zero if there is none
	 */
	Duration lag();

	/**
	 * Returns how often it turned out that another process had handled a message.
	 * @return the number
	 */
	long conflicts();

	/**
	 * Returns since when the store has not been answering.
	 * @return the time, {@code null} if the store answers
	 */
	@Nullable Instant storeFailingSince();

	/**
	 * Returns why the store does not answer.
	 * @return the problem, {@code null} if there is none
	 */
	@Nullable String storeProblem();

	/**
	 * Returns the positions in the rooms that this process leads.
	 * @return the positions by room id
	 */
	Map<String, Position> positions();

	/**
	 * Position in a room.
	 *
	 * @param shard the shard that the room belongs to
	 * @param version how many of its messages the group has handled
	 * @param lastMessageId the id of the last message handled, or {@code null} if there
	 * is none
	 * @param lastMessageAt when that message was written, or {@code null} if that is not
	 * known
	 * @param lag the age of the message that is being handled, zero if there is none
	 */
	record Position(int shard, long version, @Nullable String lastMessageId, @Nullable Instant lastMessageAt,
			Duration lag) {

	}

}
