package com.example.chat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.event.MessageReceived;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What was said of late, as the backend's own socket heard it: enough to tell somebody
 * who comes back how much is new. Counts up to {@value #MOST} in a room.
 */
@Component
class Activity {

	static final int MOST = 100;

	private final Map<String, Deque<Heard>> rooms = new ConcurrentHashMap<>();

	@EventListener
	void on(MessageReceived event) {
		Instant at = Objects.requireNonNullElse(event.message().createdAt(), event.receivedAt());
		Heard heard = new Heard(event.message().userId(), at);
		this.rooms.compute(event.roomId(), (roomId, before) -> {
			Deque<Heard> recent = (before != null) ? before : new ArrayDeque<>();
			recent.addLast(heard);
			if (recent.size() > MOST) {
				recent.removeFirst();
			}
			return recent;
		});
	}

	/**
	 * Counts the messages of others.
	 * @param roomId the room
	 * @param userId who has read it
	 * @param readUntil up to when
	 * @return how many there are since
	 */
	int unread(String roomId, String userId, Instant readUntil) {
		int[] count = new int[1];
		this.rooms.computeIfPresent(roomId, (id, recent) -> {
			for (Heard heard : recent) {
				if (heard.at().isAfter(readUntil) && !heard.userId().equals(userId)) {
					count[0]++;
				}
			}
			return recent;
		});
		return count[0];
	}

	private record Heard(String userId, Instant at) {

	}

}
