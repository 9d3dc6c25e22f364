package io.github.tegrabox.chat.spring.durable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.model.Room;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The rooms of a group as they are stored: a value for each room, which is its cursor
 * once it has one, and a revision that shows whether the set has changed. Blocks.
 */
final class GroupRooms {

	/** The room starts where it stands when first followed, without earlier messages. */
	static final String NOW = "now";

	/** The same, but at its first message if it was created after the group began. */
	static final String NEW = "new";

	/** The room was left, and stays so until it is joined. */
	static final String LEFT = "left";

	/** The room starts at its first message. */
	static final String BEGINNING = new RoomCursor(0, 0, List.of()).encode();

	private static final Logger logger = LoggerFactory.getLogger(GroupRooms.class);

	private static final String GROUPS = "groups";

	private static final int MAX_REFUSED = 1000;

	private final GroupStore store;

	private final String group;

	private final String space;

	private final String goneSpace;

	/** Rooms that the store does not accept, of which a warning was logged. */
	private final Set<String> refused = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Instant begun;

	GroupRooms(GroupStore store, String group) {
		this.store = store;
		this.group = group;
		this.space = "rooms/" + group;
		this.goneSpace = "gone/" + group;
	}

	String space() {
		return this.space;
	}

	static boolean isCursor(@Nullable String value) {
		return value != null && value.indexOf(' ') > 0;
	}

	/**
	 * Returns whether the group has begun.
	 * @return whether it has
	 */
	boolean hasBegun() {
		return read() != null;
	}

	/** Always reads the store, since it may lose the group. */
	private @Nullable Revision read() {
		String value = this.store.get(GROUPS, this.group);
		Revision revision = (value != null) ? Revision.decode(value) : null;
		this.begun = (revision != null) ? revision.begun() : null;
		return revision;
	}

	/**
	 * Begins the group: from now on, messages in its rooms are delivered.
	 * @param rooms the ids of the rooms
	 * @param now the time, if possible by the chat server's clock
	 */
	void begin(Collection<String> rooms, Instant now) {
		Map<String, String> others = this.store.list(GROUPS);
		rooms.forEach((room) -> put(room, NOW));
		// Not a number that the group had before, if the store has lost it.
		long number = this.store.now().toEpochMilli();
		if (this.store.putIfAbsent(GROUPS, this.group, new Revision(number, now).encode())) {
			logger.info("Durable delivery of the group '{}' begins now, with {} rooms; "
					+ "what was written in them before is not delivered", this.group, rooms.size());
			if (!others.isEmpty()) {
				logger.warn(
						"The store knows other groups: {}. If the application was one of them and its name or "
								+ "'chat.socket.group' has changed, what was written in the meantime is not delivered",
						others.keySet().stream().sorted().collect(Collectors.joining(", ")));
			}
		}
	}

	/**
	 * Adds the rooms that the application is configured with.
	 * @param rooms the ids of the rooms
	 */
	void add(Collection<String> rooms) {
		boolean added = false;
		for (String room : rooms) {
			added |= put(room, NEW) || isUnheard(room);
		}
		if (added) {
			changed();
		}
	}

	/**
	 * Adds rooms that were found in the project, unless they are known.
	 * @param rooms the rooms
	 * @param known the ids of the known rooms
	 * @return whether there are new ones
	 */
	boolean discover(Collection<Room> rooms, Collection<String> known) {
		boolean added = false;
		for (Room room : rooms) {
			if (!known.contains(room.id())) {
				added |= put(room.id(), isCreatedLater(room) ? BEGINNING : NOW) || isUnheard(room.id());
			}
		}
		if (added) {
			changed();
		}
		return added;
	}

	boolean isCreatedLater(Room room) {
		Instant start = this.begun;
		return start != null && room.createdAt() != null && room.createdAt().isAfter(start);
	}

	/**
	 * Lets a room that has not started yet start at its first message.
	 * @param roomId the id of the room
	 */
	void beginAtBeginning(String roomId) {
		this.store.replace(this.space, roomId, NEW, BEGINNING);
	}

	void join(String roomId) {
		// A room that was left had been handled: it continues with messages from now on.
		if (change(roomId, () -> this.store.putIfAbsent(this.space, roomId, NEW)
				|| this.store.replace(this.space, roomId, LEFT, NOW)) || isUnheard(roomId)) {
			changed();
		}
	}

	/**
	 * Restores what is known of a room that the store has lost.
	 * @param roomId the id of the room
	 * @param value its cursor, or that it was left
	 */
	void putBack(String roomId, String value) {
		if (!put(roomId, value) && isCursor(value)) {
			// Another replica that did not know the cursor was faster.
			begin(roomId, value);
		}
	}

	private boolean put(String roomId, String value) {
		return change(roomId, () -> this.store.putIfAbsent(this.space, roomId, value));
	}

	/**
	 * Returns whether no message of a room has been handled. A replica may have stored
	 * the room but failed to tell the others.
	 */
	private boolean isUnheard(String roomId) {
		return change(roomId, () -> {
			String value = get(roomId);
			return NEW.equals(value) || NOW.equals(value) || BEGINNING.equals(value);
		});
	}

	/** Changes a room. One that the store does not accept must not affect the others. */
	private boolean change(String roomId, BooleanSupplier change) {
		try {
			return change.getAsBoolean();
		}
		catch (IllegalArgumentException | DataIntegrityViolationException ex) {
			if (this.refused.size() < MAX_REFUSED && this.refused.add(roomId)) {
				logger.warn("The store does not take the room {}, so that nothing of it is handed over: {}",
						ErrorReader.excerpt(roomId), ErrorReader.excerpt(String.valueOf(ex.getMessage())));
			}
			return false;
		}
	}

	void leave(String roomId) {
		if (change(roomId, () -> markLeft(roomId))) {
			changed();
		}
	}

	private boolean markLeft(String roomId) {
		String value = this.store.get(this.space, roomId);
		while (value != null && !value.equals(LEFT)) {
			if (this.store.replace(this.space, roomId, value, LEFT)) {
				return true;
			}
			value = this.store.get(this.space, roomId);
		}
		// The replica that marked it may have failed to tell the others.
		return value != null;
	}

	/**
	 * Stores a room's first cursor, unless there is one.
	 * @param roomId the id of the room
	 * @param first the cursor
	 * @return the stored value, {@code null} if the room does not belong to the group
	 */
	@Nullable String begin(String roomId, RoomCursor first) {
		String text = first.encode();
		return begin(roomId, text) ? text : get(roomId);
	}

	private boolean begin(String roomId, String text) {
		return this.store.replace(this.space, roomId, NOW, text) || this.store.replace(this.space, roomId, NEW, text);
	}

	@Nullable String get(String roomId) {
		return this.store.get(this.space, roomId);
	}

	Map<String, String> list() {
		return this.store.list(this.space);
	}

	/**
	 * Returns the number that shows whether the set of rooms has changed.
	 * @return the number, 0 if there is no group
	 */
	long revision() {
		Revision revision = read();
		return (revision != null) ? revision.number() : 0;
	}

	private void changed() {
		String value = this.store.get(GROUPS, this.group);
		while (value != null
				&& !this.store.replace(GROUPS, this.group, value, Revision.decode(value).next().encode())) {
			value = this.store.get(GROUPS, this.group);
		}
	}

	/**
	 * Notes that a room no longer exists, and removes it when that was noted long enough
	 * ago.
	 * @param roomId the id of the room
	 * @param before the time before which it must have been noted to be removed
	 */
	void gone(String roomId, Instant before) {
		Instant now = this.store.now();
		String text = this.store.get(this.goneSpace, roomId);
		Instant since = (text != null) ? StoredTime.of(text) : null;
		if (text == null) {
			this.store.putIfAbsent(this.goneSpace, roomId, Long.toString(now.toEpochMilli()));
		}
		else if (since == null) {
			this.store.replace(this.goneSpace, roomId, text, Long.toString(now.toEpochMilli()));
		}
		else if (since.isBefore(before)) {
			// Keep the note for a while: it shows that the store has not lost the room.
			this.store.remove(this.space, roomId);
			changed();
			logger.info("The room {} is gone; its position has been removed", ErrorReader.excerpt(roomId));
		}
	}

	/**
	 * Returns the rooms that have been noted as gone.
	 * @return their ids
	 */
	Collection<String> gone() {
		return this.store.list(this.goneSpace).keySet();
	}

	void back(String roomId) {
		this.store.remove(this.goneSpace, roomId);
	}

	/**
	 * Shows whether the set of rooms has changed.
	 *
	 * @param number increased at every change
	 * @param begun when the group began
	 */
	record Revision(long number, Instant begun) {

		Revision next() {
			return new Revision(this.number + 1, this.begun);
		}

		String encode() {
			return this.number + " " + ChronoUnit.MICROS.between(Instant.EPOCH, this.begun);
		}

		static Revision decode(String text) {
			int blank = text.indexOf(' ');
			return new Revision(Long.parseLong(text.substring(0, blank)),
					Instant.EPOCH.plus(Long.parseLong(text.substring(blank + 1)), ChronoUnit.MICROS));
		}

	}

}
