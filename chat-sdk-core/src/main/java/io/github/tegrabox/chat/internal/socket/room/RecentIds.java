package io.github.tegrabox.chat.internal.socket.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the last messages of a room, up to a bound.
 */
final class RecentIds {

	static final int CAPACITY = 1024;

	private final Set<String> ids = new HashSet<>();

	private final Deque<String> order = new ArrayDeque<>();

	boolean add(String id) {
		if (!this.ids.add(id)) {
			return false;
		}
		this.order.addLast(id);
		if (this.order.size() > CAPACITY) {
			this.ids.remove(this.order.removeFirst());
		}
		return true;
	}

	boolean contains(String id) {
		return this.ids.contains(id);
	}

	boolean isEmpty() {
		return this.ids.isEmpty();
	}

}
