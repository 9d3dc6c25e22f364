package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Up to where a room has been handled.
 *
 * @param handled the last messages that were handled, oldest first; none, if the room
 * begins at the very beginning of its history
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
	 * @param time when it was written, if the server told
	 */
	public record Handled(String id, @Nullable Instant time) {

	}

}
