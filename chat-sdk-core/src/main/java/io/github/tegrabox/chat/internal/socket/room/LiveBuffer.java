package io.github.tegrabox.chat.internal.socket.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.socket.dispatch.EventSize;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import org.jspecify.annotations.Nullable;

/**
 * Live events of a room that wait for recovered ones, up to a number and a size. Beyond
 * that, messages are discarded and have to be fetched from the history.
 */
final class LiveBuffer {

	private final Deque<ChatEvent> events = new ArrayDeque<>();

	private final Set<String> messageIds = new HashSet<>();

	private final int capacity;

	private final long maxBytes;

	private final SocketCounters counters;

	private boolean overflown;

	private long bytes;

	LiveBuffer(int capacity, long maxBytes, SocketCounters counters) {
		this.capacity = capacity;
		this.maxBytes = maxBytes;
		this.counters = counters;
	}

	void add(ChatEvent event) {
		MessageReceived message = (event instanceof MessageReceived received) ? received : null;
		if (message != null && (this.overflown || this.messageIds.contains(message.message().id()))) {
			return;
		}
		if (message != null && isFull()) {
			overflow();
			return;
		}
		if (isTyping(event)) {
			overtake(((UserEvent) event).userId());
		}
		if (isFull()) {
			this.counters.dropped(event);
			return;
		}
		this.events.addLast(event);
		this.bytes += EventSize.of(event);
		if (message != null) {
			this.messageIds.add(message.message().id());
		}
	}

	private boolean isFull() {
		return this.events.size() >= this.capacity || this.bytes >= this.maxBytes;
	}

	/** Drops the typing event that a user's newer one replaces. */
	private void overtake(String userId) {
		this.events.removeIf((event) -> {
			boolean overtaken = isTyping(event) && ((UserEvent) event).userId().equals(userId);
			if (overtaken) {
				this.bytes -= EventSize.of(event);
				this.counters.dropped(event);
			}
			return overtaken;
		});
	}

	static boolean isTyping(ChatEvent event) {
		return event instanceof UserTyping || event instanceof UserStoppedTyping;
	}

	int messages() {
		return this.messageIds.size();
	}

	/** Discards the buffered messages and those to come: the history has them. */
	void overflow() {
		this.overflown = true;
		this.events.removeIf((event) -> event instanceof MessageReceived);
		this.bytes = this.events.stream().mapToLong(EventSize::of).sum();
		this.messageIds.clear();
	}

	boolean isOverflown() {
		return this.overflown;
	}

	void startAgain() {
		this.overflown = false;
	}

	@Nullable ChatEvent peek() {
		return this.events.peekFirst();
	}

	void remove() {
		ChatEvent event = this.events.removeFirst();
		this.bytes -= EventSize.of(event);
		if (event instanceof MessageReceived message) {
			this.messageIds.remove(message.message().id());
		}
	}

	/**
	 * Takes the events up to a message.
	 * @return the events, with the message last; none if it is not buffered
	 */
	List<ChatEvent> takeUpTo(String messageId) {
		if (!this.messageIds.contains(messageId)) {
			return List.of();
		}
		List<ChatEvent> taken = new ArrayList<>();
		boolean found = false;
		while (!found) {
			ChatEvent event = this.events.getFirst();
			remove();
			taken.add(event);
			found = event instanceof MessageReceived message && message.message().id().equals(messageId);
		}
		return taken;
	}

	void clear() {
		for (ChatEvent event : this.events) {
			if (!(event instanceof MessageReceived)) {
				this.counters.dropped(event);
			}
		}
		this.events.clear();
		this.bytes = 0;
		this.messageIds.clear();
		this.overflown = false;
	}

}
