package com.example.chat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who is in which room, as far as this application let them in, and up to when they have
 * read it. The API key may read every room, so it is up to the application to say who may
 * read which. In memory, like the sessions; in an application of yours this is a table.
 */
@Component
class Memberships {

	private final Map<Membership, Instant> readUntil = new ConcurrentHashMap<>();

	void add(String roomId, String userId) {
		this.readUntil.putIfAbsent(new Membership(roomId, userId), Instant.EPOCH);
	}

	void remove(String roomId, String userId) {
		this.readUntil.remove(new Membership(roomId, userId));
	}

	boolean contains(String roomId, String userId) {
		return this.readUntil.containsKey(new Membership(roomId, userId));
	}

	void require(String roomId, String userId) {
		if (!contains(roomId, userId)) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Join the room first.");
		}
	}

	void markRead(String roomId, String userId, Instant until) {
		this.readUntil.computeIfPresent(new Membership(roomId, userId),
				(membership, before) -> until.isAfter(before) ? until : before);
	}

	Instant readUntil(String roomId, String userId) {
		return this.readUntil.getOrDefault(new Membership(roomId, userId), Instant.EPOCH);
	}

	private record Membership(String roomId, String userId) {

	}

}
