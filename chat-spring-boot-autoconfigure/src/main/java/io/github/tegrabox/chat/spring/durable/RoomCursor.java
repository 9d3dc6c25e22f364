package io.github.tegrabox.chat.spring.durable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;

/**
 * How far a group has handled a room, in its stored form: a version, which makes each
 * text differ from all before it, and the last messages handled, ordered by creation
 * time. Several, since a server may send them in another order than it lists them.
 *
 * @param version how often the cursor has moved
 * @param floor the creation time of the latest handled message that is no longer in the
 * window, in microseconds; 0 if there is none
 * @param window the messages, oldest first
 */
record RoomCursor(long version, long floor, List<Entry> window) {

	/** What fits into a value of the store, with a reserve. */
	static final int MAX_LENGTH = 3900;

	/** A larger window would only be slower. */
	static final int MAX_WINDOW = 32;

	private static final Comparator<Entry> BY_TIME = Comparator.comparingLong(Entry::micros);

	static RoomCursor of(RoomPosition position) {
		List<Entry> window = new ArrayList<>();
		position.handled().forEach((handled) -> window.add(Entry.of(handled.id(), micros(handled.time()))));
		return new RoomCursor(0, 0, window).cut();
	}

	/**
	 * Returns the position for the socket.
	 * @return the position
	 */
	RoomPosition position() {
		return new RoomPosition(
				this.window.stream().map((entry) -> new RoomPosition.Handled(entry.id(), entry.time())).toList());
	}

	/**
	 * Returns the cursor after one more message.
	 * @param message the message
	 * @return the cursor
	 */
	RoomCursor after(Message message) {
		List<Entry> entries = new ArrayList<>(this.window);
		Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
		Entry entry = Entry.of(message.id(), micros(message.createdAt()));
		entries.add(entry);
		if (last != null && last.micros() > entry.micros()) {
			entries.sort(BY_TIME);
		}
		return new RoomCursor(this.version + 1, this.floor, entries).cut();
	}

	private RoomCursor cut() {
		List<Entry> entries = this.window;
		int length = 48;
		int first = entries.size();
		while (first > 0 && entries.size() - first < MAX_WINDOW) {
			length += entries.get(first - 1).text().length() + 1;
			if (length > MAX_LENGTH) {
				break;
			}
			first--;
		}
		// Keep at least one: an empty window means the beginning of the room.
		first = Math.min(first, Math.max(0, entries.size() - 1));
		long cut = this.floor;
		for (Entry entry : entries.subList(0, first)) {
			cut = Math.max(cut, entry.micros());
		}
		return new RoomCursor(this.version, cut, List.copyOf(entries.subList(first, entries.size())));
	}

	boolean has(String id) {
		String stored = Entry.brief(id);
		return this.window.stream().anyMatch((entry) -> entry.id().equals(stored));
	}

	/**
	 * Returns whether a message was created before everything in the window, and
	 * therefore was handled.
	 * @param message the message
	 * @return whether it was
	 */
	boolean isOlder(Message message) {
		long micros = micros(message.createdAt());
		return micros != 0 && this.floor != 0 && micros < this.floor;
	}

	String encode() {
		StringBuilder text = new StringBuilder(1024);
		text.append(Long.toString(this.version, Character.MAX_RADIX))
			.append(' ')
			.append(Long.toString(this.floor, Character.MAX_RADIX));
		this.window.forEach((entry) -> text.append(' ').append(entry.text()));
		return text.toString();
	}

	static RoomCursor decode(String text) {
		String[] parts = text.split(" ", -1);
		List<Entry> window = new ArrayList<>(parts.length);
		for (int i = 2; i < parts.length; i++) {
			window.add(Entry.decode(parts[i]));
		}
		return new RoomCursor(Long.parseLong(parts[0], Character.MAX_RADIX),
				Long.parseLong(parts[1], Character.MAX_RADIX), window);
	}

	/** A time beyond the range becomes the latest or earliest possible. */
	private static long micros(@Nullable Instant time) {
		try {
			return (time != null) ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : 0;
		}
		catch (ArithmeticException ex) {
			return Instant.EPOCH.isBefore(time) ? Long.MAX_VALUE : Long.MIN_VALUE;
		}
	}

	/**
	 * A message that was handled.
	 *
	 * @param id its id
	 * @param micros when it was created, in microseconds; 0 if the server does not say
	 * @param text both, in their stored form
	 */
	record Entry(String id, long micros, String text) {

		/** Longer ids would leave no room for others. */
		private static final int LONGEST_ID = 256;

		static Entry of(String id, long micros) {
			String brief = brief(id);
			return new Entry(brief, micros, URLEncoder.encode(brief, StandardCharsets.UTF_8) + '@'
					+ Long.toString(micros, Character.MAX_RADIX));
		}

		/** Returns the id, or a hash in place of one that is unusually long. */
		static String brief(String id) {
			return (id.length() <= LONGEST_ID) ? id
					: "long-" + DigestUtils.md5DigestAsHex(id.getBytes(StandardCharsets.UTF_8)) + '-' + id.length();
		}

		static Entry decode(String text) {
			int at = text.lastIndexOf('@');
			return new Entry(URLDecoder.decode(text.substring(0, at), StandardCharsets.UTF_8),
					Long.parseLong(text.substring(at + 1), Character.MAX_RADIX), text);
		}

		@Nullable Instant time() {
			return (this.micros != 0) ? Instant.EPOCH.plus(this.micros, ChronoUnit.MICROS) : null;
		}

	}

}
