package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * The point of a room's history after which everything is new.
 *
 * @param delivered recognizes the ids of messages that listeners have had
 * @param older recognizes the ids of some messages from before all these
 * @param time when the last message before the point was written, if the server tells it
 * @param advanced whether listeners have had any
 * @param beginning whether the history was empty at that point
 */
record StartingPoint(Predicate<String> delivered, Predicate<String> older, @Nullable Instant time, boolean advanced,
		boolean beginning) {

	/** How many messages mark the point, lest one that is deleted takes it away. */
	static final int MARKS = 10;

	/**
	 * The point after the newest messages of a history.
	 * @param newest some messages, newest first
	 * @return the point
	 */
	static StartingPoint after(List<Message> newest) {
		Set<String> marks = newest.stream().limit(MARKS).map(Message::id).collect(Collectors.toUnmodifiableSet());
		Instant time = newest.isEmpty() ? null : newest.get(0).createdAt();
		return new StartingPoint((id) -> false, marks::contains, time, false, newest.isEmpty());
	}

	/**
	 * The point after messages that listeners have had since this one.
	 * @param ids recognizes their ids
	 * @param last when the last of them was written
	 * @return the point
	 */
	StartingPoint advance(Predicate<String> ids, @Nullable Instant last) {
		return new StartingPoint(ids, this.older, last, true, false);
	}

	boolean isKnown(String id) {
		return this.delivered.test(id) || this.older.test(id);
	}

	boolean isBefore(@Nullable Instant other) {
		return this.time != null && other != null && other.isAfter(this.time);
	}

	boolean isAfter(@Nullable Instant other) {
		return this.time != null && other != null && other.isBefore(this.time);
	}

}
