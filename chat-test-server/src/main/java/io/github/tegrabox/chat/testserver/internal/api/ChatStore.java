package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The project's users, rooms, messages and memberships, in memory. One lock guards it, so
 * that the order of a room's messages is the same in its history and on its sockets. Safe
 * for use by many threads.
 */
final class ChatStore {

	private final Clock clock;

	private final Ids ids;

	private final Map<String, UserEntry> users = new LinkedHashMap<>();

	private final Map<String, String> userIdsByExternalId = new LinkedHashMap<>();

	private final Map<String, RoomEntry> rooms = new LinkedHashMap<>();

	private Instant lastTime = Instant.EPOCH;

	ChatStore(Clock clock, Ids ids) {
		this.clock = clock;
		this.ids = ids;
	}

	synchronized User createUser(NewUser input) {
		String taken = this.userIdsByExternalId.get(input.externalUserId());
		if (taken != null) {
			throw new ApiException(409, "user_exists", "A user with this external_user_id exists.",
					Map.of("user_id", taken));
		}
		Instant now = nextTime();
		User user = new User(this.ids.next("usr"), input.username(), input.externalUserId(), input.displayName(),
				input.email(), "active", now, now);
		this.users.put(user.id(), new UserEntry(user));
		this.userIdsByExternalId.put(user.externalUserId(), user.id());
		return user;
	}

	synchronized String userIdOf(String externalUserId) {
		String id = this.userIdsByExternalId.get(externalUserId);
		if (id == null) {
			throw ApiException.notFound("user");
		}
		return id;
	}

	synchronized Page<User> users(PageRequest page, @Nullable String externalUserId) {
		if (externalUserId != null) {
			String id = this.userIdsByExternalId.get(externalUserId);
			return page.of((id != null) ? List.of(user(id)) : List.of());
		}
		return page.of(this.users.values().stream().map((entry) -> entry.user).toList());
	}

	synchronized User user(String id) {
		return userEntry(id).user;
	}

	synchronized User updateUser(String id, UnaryOperator<User> change) {
		UserEntry entry = userEntry(id);
		User changed = change.apply(entry.user);
		entry.user = new User(id, changed.username(), changed.externalUserId(), changed.displayName(), changed.email(),
				changed.status(), changed.createdAt(), nextTime());
		return entry.user;
	}

	synchronized void deleteUser(String id) {
		this.userIdsByExternalId.remove(userEntry(id).user.externalUserId());
		this.users.remove(id);
		this.rooms.values().forEach((room) -> room.members.remove(id));
	}

	/**
	 * The generation of tokens that is good now: revoking starts the next one.
	 * @param userId the user
	 * @return the generation
	 */
	synchronized int tokenGeneration(String userId) {
		return userEntry(userId).tokenGeneration;
	}

	synchronized boolean isTokenGeneration(String userId, int generation) {
		UserEntry entry = this.users.get(userId);
		return entry != null && entry.tokenGeneration == generation;
	}

	synchronized void revokeTokens(String userId) {
		userEntry(userId).tokenGeneration++;
	}

	synchronized Room createRoom(String name, String createdBy) {
		if (!this.users.containsKey(createdBy)) {
			throw new ApiException(404, "user_not_found", "There is no user with the id in created_by.");
		}
		Instant now = nextTime();
		Room room = new Room(this.ids.next("room"), name, createdBy, 1, now, now);
		RoomEntry entry = new RoomEntry(room);
		entry.members.add(createdBy);
		this.rooms.put(room.id(), entry);
		return room;
	}

	synchronized Page<Room> rooms(PageRequest page) {
		return page.of(this.rooms.values().stream().map(RoomEntry::current).toList());
	}

	synchronized Room room(String id) {
		return roomEntry(id).current();
	}

	/**
	 * Makes the user a member.
	 * @param roomId the room
	 * @param userId the user
	 * @return whether the user was none before
	 */
	synchronized boolean join(String roomId, String userId) {
		RoomEntry room = roomEntry(roomId);
		userEntry(userId);
		return room.members.add(userId);
	}

	synchronized boolean leave(String roomId, String userId) {
		RoomEntry room = roomEntry(roomId);
		userEntry(userId);
		return room.members.remove(userId);
	}

	synchronized boolean isMember(String roomId, String userId) {
		return roomEntry(roomId).members.contains(userId);
	}

	/**
	 * Writes a message and publishes it before anybody can write the next one.
	 * @param roomId the room
	 * @param userId the author
	 * @param content the text
	 * @param publish what hands the message to the room's sockets; must not block
	 * @return the message
	 */
	synchronized Message addMessage(String roomId, String userId, String content, Consumer<Message> publish) {
		RoomEntry room = roomEntry(roomId);
		User author = userEntry(userId).user;
		Message message = new Message(this.ids.next("msg"), roomId, userId, author.username(), content, nextTime());
		room.messages.add(message);
		publish.accept(message);
		return message;
	}

	synchronized Page<Message> messages(String roomId, PageRequest page, MessageOrder order) {
		List<Message> messages = roomEntry(roomId).messages;
		return page.of((order == MessageOrder.OLDEST_FIRST) ? messages : new ReversedList<>(messages));
	}

	synchronized void clear() {
		this.users.clear();
		this.userIdsByExternalId.clear();
		this.rooms.clear();
		this.lastTime = Instant.EPOCH;
	}

	private UserEntry userEntry(String id) {
		UserEntry entry = this.users.get(id);
		if (entry == null) {
			throw ApiException.notFound("user");
		}
		return entry;
	}

	private RoomEntry roomEntry(String id) {
		RoomEntry entry = this.rooms.get(id);
		if (entry == null) {
			throw ApiException.notFound("room");
		}
		return entry;
	}

	// Strictly later each time, also when the clock stands still or is set back.
	private Instant nextTime() {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		this.lastTime = now.isAfter(this.lastTime) ? now : this.lastTime.plus(1, ChronoUnit.MICROS);
		return this.lastTime;
	}

	private static final class UserEntry {

		private User user;

		private int tokenGeneration;

		private UserEntry(User user) {
			this.user = user;
		}

	}

	private static final class RoomEntry {

		private final Room room;

		private final Set<String> members = new LinkedHashSet<>();

		private final List<Message> messages = new ArrayList<>();

		private RoomEntry(Room room) {
			this.room = room;
		}

		private Room current() {
			return new Room(this.room.id(), this.room.name(), this.room.createdBy(), this.members.size(),
					this.room.createdAt(), this.room.updatedAt());
		}

	}

}
