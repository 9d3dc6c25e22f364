package com.example.chat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.model.Room;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the open pages of rooms that are new: those made here at once, those made
 * elsewhere when the backend's own socket first hears something in them. The Chat API has
 * no event for a new room.
 */
@Component
class NewRooms {

	private final Set<String> known = ConcurrentHashMap.newKeySet();

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
			this.pages.send("room", new RoomView(room.id(), room.name(), false, 0));
		}
	}

	void know(Room room) {
		this.known.add(room.id());
	}

}
