package com.example.chat;

import java.security.Principal;
import java.time.Instant;
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
import jakarta.validation.constraints.NotNull;
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
 * Rooms, their history and their people for the page. Everybody who is logged in may join
 * every room; only who is in a room reads its messages.
 */
@RestController
@RequestMapping("/api/rooms")
class RoomController {

	private static final int PAGE_SIZE = 50;

	private static final int MOST_ROOMS = 5000;

	private final ChatClient chat;

	private final ChatUsers users;

	private final Memberships memberships;

	private final People people;

	private final Activity activity;

	private final NewRooms newRooms;

	private final PageEvents pages;

	private final Bot bot;

	RoomController(ChatClient chat, ChatUsers users, Memberships memberships, People people, Activity activity,
			NewRooms newRooms, PageEvents pages, Bot bot) {
		this.chat = chat;
		this.users = users;
		this.memberships = memberships;
		this.people = people;
		this.activity = activity;
		this.newRooms = newRooms;
		this.pages = pages;
		this.bot = bot;
	}

	@GetMapping
	List<RoomView> list(Principal principal) {
		String userId = this.users.idOf(principal);
		List<Room> rooms = this.chat.rooms().listAll().limit(MOST_ROOMS).toList();
		this.newRooms.seen(rooms);
		return rooms.stream().map((room) -> view(room, userId)).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	RoomView create(@Valid @RequestBody NewRoom newRoom, Principal principal) {
		String userId = this.users.idOf(principal);
		Room room = this.chat.rooms().create(CreateRoomInput.of(newRoom.name(), userId));
		this.memberships.add(room.id(), userId);
		this.bot.join(room);
		this.newRooms.announce(room);
		this.people.add(room.id(), userId, principal.getName());
		return view(room, userId);
	}

	@PutMapping("/{roomId}/membership")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void join(@PathVariable String roomId, Principal principal) {
		String userId = this.users.idOf(principal);
		this.chat.rooms().join(roomId, userId);
		this.memberships.add(roomId, userId);
		this.people.add(roomId, userId, principal.getName());
	}

	@DeleteMapping("/{roomId}/membership")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void leave(@PathVariable String roomId, Principal principal) {
		String userId = this.users.idOf(principal);
		this.memberships.remove(roomId, userId);
		this.chat.rooms().leave(roomId, userId);
		this.people.remove(roomId, userId);
	}

	@GetMapping("/{roomId}/messages")
	PaginatedResponse<Message> messages(@PathVariable String roomId, @RequestParam(defaultValue = "1") @Min(1) int page,
			Principal principal) {
		this.memberships.require(roomId, this.users.idOf(principal));
		return this.chat.messages().list(roomId, PaginationParams.of(page, PAGE_SIZE));
	}

	@GetMapping("/{roomId}/members")
	List<People.Person> members(@PathVariable String roomId, Principal principal) {
		this.memberships.require(roomId, this.users.idOf(principal));
		return this.people.of(roomId);
	}

	@PutMapping("/{roomId}/read")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void read(@PathVariable String roomId, @Valid @RequestBody Read read, Principal principal) {
		String userId = this.users.idOf(principal);
		this.memberships.markRead(roomId, userId, read.until());
		Instant readUntil = this.memberships.readUntil(roomId, userId);
		int unread = this.activity.unread(roomId, userId, readUntil);
		this.pages.send(userId, "read", new HasRead(roomId, unread, readUntil)); // The
																					// other
																					// tabs.
	}

	private RoomView view(Room room, String userId) {
		boolean member = this.memberships.contains(room.id(), userId);
		Instant readUntil = this.memberships.readUntil(room.id(), userId);
		int unread = member ? this.activity.unread(room.id(), userId, readUntil) : 0;
		return new RoomView(room.id(), room.name(), member, unread, readUntil);
	}

	record NewRoom(@NotBlank @Size(max = 80) String name) {

	}

	record Read(@NotNull Instant until) {

	}

	record HasRead(String roomId, int unread, Instant readUntil) {

	}

}
