package com.example.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who is in a room, for the page to show. The Chat API lists no members, it only tells
 * who comes and goes; so this is what the application and its socket have seen since they
 * started.
 */
@Component
class People {

	private final Map<String, Map<String, String>> rooms = new ConcurrentHashMap<>();

	private final PageEvents pages;

	People(PageEvents pages) {
		this.pages = pages;
	}

	@EventListener
	void on(UserJoined event) {
		add(event.roomId(), event.userId(), Objects.requireNonNullElse(event.username(), event.userId()));
	}

	@EventListener
	void on(UserLeft event) {
		remove(event.roomId(), event.userId());
	}

	void add(String roomId, String userId, String name) {
		String before = this.rooms.computeIfAbsent(roomId, (id) -> new ConcurrentHashMap<>()).put(userId, name);
		if (before == null) {
			this.pages.send("members", new Changed(roomId));
		}
	}

	void remove(String roomId, String userId) {
		Map<String, String> members = this.rooms.get(roomId);
		if (members != null && members.remove(userId) != null) {
			this.pages.send("members", new Changed(roomId));
		}
	}

	List<Person> of(String roomId) {
		return this.rooms.getOrDefault(roomId, Map.of())
			.entrySet()
			.stream()
			.map((entry) -> new Person(entry.getKey(), entry.getValue(), this.pages.isHere(entry.getKey())))
			.sorted(Comparator.comparing(Person::name))
			.toList();
	}

	/**
	 * Somebody in a room.
	 *
	 * @param userId the user's id
	 * @param name the user's name
	 * @param here whether a page of the user is open
	 */
	record Person(String userId, String name, boolean here) {

	}

	record Changed(String roomId) {

	}

}
