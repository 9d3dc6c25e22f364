package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How far a room has been handled.
 *
 * @param handled the last messages that were handled, oldest first; empty if the room
 * starts at the beginning of its history
 */
public record RoomPosition(List<Handled> handled) {

	/**
	 * Copies the messages.
	 */
	public RoomPosition {
		handled = List.copyOf(handled);
	}

	/**
	 * A message that was handled.
	 *
	 * @param id its id
	 * @param time when it was written, if the server said so
	 */
	public record Handled(String id, @Nullable Instant time) {

	}

}
