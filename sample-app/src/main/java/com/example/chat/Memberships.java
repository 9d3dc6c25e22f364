package com.example.chat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who is in which room, as far as this application let them in. The API key may read
 * every room, so it is up to the application to say who may read which. In memory, like
 * the sessions; in an application of yours this is a table.
 */
@Component
class Memberships {

	private final Set<Membership> memberships = ConcurrentHashMap.newKeySet();

	void add(String roomId, String userId) {
		this.memberships.add(new Membership(roomId, userId));
	}

	void remove(String roomId, String userId) {
		this.memberships.remove(new Membership(roomId, userId));
	}

	void require(String roomId, String userId) {
		if (!this.memberships.contains(new Membership(roomId, userId))) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Join the room first.");
		}
	}

	private record Membership(String roomId, String userId) {

	}

}
