package com.example.chat;

import java.security.Principal;
import java.util.List;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rooms and their history for the page. Everybody who is logged in may join every room;
 * only who is in a room reads its messages.
 */
@RestController
@RequestMapping("/api/rooms")
class RoomController {

	private static final int PAGE_SIZE = 50;

	private final ChatClient chat;

	private final ChatUsers users;

	private final Memberships memberships;

	private final Bot bot;

	RoomController(ChatClient chat, ChatUsers users, Memberships memberships, Bot bot) {
		this.chat = chat;
		this.users = users;
		this.memberships = memberships;
		this.bot = bot;
	}

	@GetMapping
	List<Room> list() {
		return this.chat.rooms().list(PaginationParams.of(1, PaginationParams.MAX_LIMIT)).items();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Room create(@Valid @RequestBody NewRoom newRoom, Principal principal) {
		String userId = this.users.idOf(principal);
		Room room = this.chat.rooms().create(CreateRoomInput.of(newRoom.name(), userId));
		this.memberships.add(room.id(), userId);
		this.bot.join(room);
		return room;
	}

	@PutMapping("/{roomId}/membership")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void join(@PathVariable String roomId, Principal principal) {
		String userId = this.users.idOf(principal);
		this.chat.rooms().join(roomId, userId);
		this.memberships.add(roomId, userId);
	}

	@DeleteMapping("/{roomId}/membership")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void leave(@PathVariable String roomId, Principal principal) {
		String userId = this.users.idOf(principal);
		this.memberships.remove(roomId, userId);
		this.chat.rooms().leave(roomId, userId);
	}

	@GetMapping("/{roomId}/messages")
	PaginatedResponse<Message> messages(@PathVariable String roomId, @RequestParam(defaultValue = "1") @Min(1) int page,
			Principal principal) {
		this.memberships.require(roomId, this.users.idOf(principal));
		return this.chat.messages().list(roomId, PaginationParams.of(page, PAGE_SIZE));
	}

	record NewRoom(@NotBlank @Size(max = 80) String name) {

	}

}
