package io.github.tegrabox.chat.internal.socket.room;

import reactor.core.publisher.Mono;

/**
 * The rooms that a group of processes shares, and how far each has been handled.
 * Thread-safe; nothing blocks.
 */
public interface SharedRooms {

	/**
	 * Loads the position of a room. A failure is followed by another call, after a pause.
	 * A {@link io.github.tegrabox.chat.error.ChatDecodingException}, because what is
	 * stored is not a position, is also reported.
	 * @param roomId the id of the room
	 * @return the position, empty if the room was never begun
	 */
	Mono<RoomPosition> load(String roomId);

	/**
	 * Stores where a room begins, unless a position is already stored. A failure is
	 * followed by another call, after a pause.
	 * @param roomId the id of the room
	 * @param first the position
	 * @return the position that is stored
	 */
	Mono<RoomPosition> begin(String roomId, RoomPosition first);

	/**
	 * Adds a room to the group, instead of joining it here.
	 * @param roomId the id of the room
	 */
	void join(String roomId);

	/**
	 * Removes a room from the group, instead of leaving it here.
	 * @param roomId the id of the room
	 */
	void leave(String roomId);

}
