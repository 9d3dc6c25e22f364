package io.github.tegrabox.chat.internal.socket.room;

import reactor.core.publisher.Mono;

/**
 * The rooms that a group of processes shares: which these are, and up to where each has
 * been handled. Safe for use by several threads; nothing blocks.
 */
public interface SharedRooms {

	/**
	 * Loads where to go on in a room. A failure is followed by another call, after a
	 * pause; one that is a {@link io.github.tegrabox.chat.error.ChatDecodingException},
	 * because what is stored is no position, is told too.
	 * @param roomId the id of the room
	 * @return the position, empty if the room was never begun
	 */
	Mono<RoomPosition> load(String roomId);

	/**
	 * Stores where a room begins, unless that is known. A failure is followed by another
	 * call, after a pause.
	 * @param roomId the id of the room
	 * @param first the position
	 * @return the position that is stored
	 */
	Mono<RoomPosition> begin(String roomId, RoomPosition first);

	/**
	 * Takes a room into the group, in place of joining it here.
	 * @param roomId the id of the room
	 */
	void join(String roomId);

	/**
	 * Takes a room out of the group, in place of leaving it here.
	 * @param roomId the id of the room
	 */
	void leave(String roomId);

}
