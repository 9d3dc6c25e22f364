package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the listeners of a room have been served.
 */
final class Progress {

	private RecentIds delivered = new RecentIds();

	private @Nullable RecentIds deliveredBeforeGap;

	private @Nullable Instant deliveredTime;

	/** Where the delivered messages began. */
	private @Nullable StartingPoint baseline;

	/** Whether live messages from before the starting point may still be on their way. */
	private boolean tentative;

	private @Nullable StartingPoint afterGap;

	/** What the history told, whose live twins may still be on their way. */
	private Set<String> told = Set.of();

	@Nullable StartingPoint startingPoint() {
		if (this.delivered.isEmpty()) {
			return this.baseline;
		}
		StartingPoint before = (this.baseline != null) ? this.baseline : StartingPoint.after(List.of());
		return before.advance(this.delivered::contains, this.deliveredTime);
	}

	void startAt(StartingPoint point) {
		this.baseline = point;
	}

	/**
	 * Prepares for messages of the history.
	 * @param messages the messages
	 */
	void tell(List<Message> messages) {
		this.told = new HashSet<>();
		messages.forEach((message) -> this.told.add(message.id()));
	}

	/**
	 * Prepares for a gap: once it is handed on, everything up to the given point counts
	 * as over.
	 * @param point where to go on
	 */
	void resumeAfterGap(StartingPoint point) {
		this.afterGap = point;
	}

	void handedOn(ChatEvent event) {
		if (event instanceof MessageReceived received) {
			this.delivered.add(received.message().id());
			if (this.tentative) {
				this.tentative = false;
				this.baseline = null;
			}
			this.deliveredTime = received.message().createdAt();
		}
		else if (event instanceof MessageGap && this.afterGap != null) {
			this.deliveredBeforeGap = this.delivered;
			this.delivered = new RecentIds();
			this.baseline = this.afterGap;
			this.tentative = true;
			this.afterGap = null;
		}
	}

	/** A message came live that is none of those told: their twins have all passed. */
	void caughtUp() {
		this.told = Set.of();
	}

	void linkDown() {
		this.afterGap = null;
	}

	boolean isTwin(ChatEvent event) {
		if (!(event instanceof MessageReceived received)) {
			return false;
		}
		String id = received.message().id();
		return this.delivered.contains(id) || this.told.contains(id)
				|| (this.deliveredBeforeGap != null && this.deliveredBeforeGap.contains(id));
	}

}
