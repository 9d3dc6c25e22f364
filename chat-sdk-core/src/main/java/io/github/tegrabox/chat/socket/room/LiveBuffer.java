package io.github.tegrabox.chat.socket.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.socket.dispatch.SocketCounters;
import org.jspecify.annotations.Nullable;

/**
 * Live events of a room that wait for recovered ones, up to a bound. Beyond it messages
 * are let go, for the history has them, and have to be fetched again.
 */
final class LiveBuffer {

	private final Deque<ChatEvent> events = new ArrayDeque<>();

	private final int capacity;

	private final SocketCounters counters;

	private boolean overflown;

	LiveBuffer(int capacity, SocketCounters counters) {
		this.capacity = capacity;
		this.counters = counters;
	}

	void add(ChatEvent event) {
		boolean message = event instanceof MessageReceived;
		if (message && this.overflown) {
			return;
		}
		if (message && this.events.size() >= this.capacity) {
			overflow();
			return;
		}
		if (this.events.size() >= this.capacity || event instanceof UserTyping || event instanceof UserStoppedTyping) {
			this.counters.dropped(event);
			return;
		}
		this.events.addLast(event);
	}

	/** Leaves the messages, those here and those to come, to another walk. */
	void overflow() {
		this.overflown = true;
		this.events.removeIf((event) -> event instanceof MessageReceived);
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
		this.events.removeFirst();
	}

	Map<String, MessageReceived> messages() {
		Map<String, MessageReceived> messages = new HashMap<>();
		for (ChatEvent event : this.events) {
			if (event instanceof MessageReceived received) {
				messages.put(received.message().id(), received);
			}
		}
		return messages;
	}

	void clear() {
		for (ChatEvent event : this.events) {
			if (!(event instanceof MessageReceived)) {
				this.counters.dropped(event);
			}
		}
		this.events.clear();
		this.overflown = false;
	}

}
