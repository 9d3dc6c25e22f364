package io.github.tegrabox.chat.socket.room;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * The point of a room's history after which everything is new.
 *
 * @param known recognizes the ids of messages up to that point
 * @param time when the last of them was written, if the server tells it
 * @param beginning whether the history was empty at that point
 */
record StartingPoint(Predicate<String> known, @Nullable Instant time, boolean beginning) {

	/** How many messages mark the point, lest one that is deleted takes it away. */
	static final int MARKS = 10;

	/**
	 * The point after the newest messages of a history.
	 * @param newest some messages, newest first
	 * @return the point
	 */
	static StartingPoint after(List<Message> newest) {
		if (newest.isEmpty()) {
			return new StartingPoint((id) -> false, null, true);
		}
		return new StartingPoint(
				newest.stream().limit(MARKS).map(Message::id).collect(Collectors.toUnmodifiableSet())::contains,
				newest.get(0).createdAt(), false);
	}

	boolean isAfter(@Nullable Instant other) {
		return this.time != null && other != null && other.isBefore(this.time);
	}

}
