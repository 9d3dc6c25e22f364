package com.example.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.model.Room;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the open pages of rooms that are new: those made here at once, those made
 * elsewhere when the backend's own socket first hears something in them, or somebody asks
 * for the list. The Chat API has no event for a new room.
 */
@Component
class NewRooms {

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean listed = new AtomicBoolean();

	private final ChatClient chat;

	private final PageEvents pages;

	NewRooms(ChatClient chat, PageEvents pages) {
		this.chat = chat;
		this.pages = pages;
	}

	@EventListener
	void on(RoomEvent event) {
		if (!this.known.contains(event.roomId())) {
			announce(this.chat.rooms().get(event.roomId()));
		}
	}

	void announce(Room room) {
		if (this.known.add(room.id())) {
			this.pages.send("room", new RoomView(room.id(), room.name(), false, 0, Instant.EPOCH));
		}
	}

	/**
	 * Takes note of all rooms there are. Before the first time no page knows any.
	 * @param rooms all rooms
	 */
	void seen(List<Room> rooms) {
		if (this.listed.getAndSet(true)) {
			rooms.forEach(this::announce);
		}
		else {
			rooms.forEach((room) -> this.known.add(room.id()));
		}
	}

}
