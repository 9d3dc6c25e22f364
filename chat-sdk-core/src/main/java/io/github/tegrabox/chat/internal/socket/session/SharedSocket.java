package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.socket.ChatSocket;
import reactor.core.publisher.Mono;

/**
 * Socket whose rooms belong to a group of processes. It joins the rooms that it is told
 * to, and continues each from the group's position.
 */
public interface SharedSocket extends ChatSocket {

	/**
	 * Gives the rooms of this socket to a group. From then on {@link #joinRoom} and
	 * {@link #leaveRoom} change the group's rooms. Earlier calls are passed on, too: the
	 * rooms joined so far, and those left before the first {@code connect()}.
	 * @param rooms the group's rooms
	 * @throws IllegalStateException if the socket follows rooms of another group
	 */
	void share(SharedRooms rooms);

	/**
	 * Joins a room of the group here: loads its position, or begins it, and passes on
	 * everything after that. Does nothing if it follows the room already.
	 * @param roomId the id of the room
	 */
	void follow(String roomId);

	/**
	 * Stops following a room here. Its queued events no longer reach the listeners.
	 * @param roomId the id of the room
	 * @param leave whether to leave it on the server, which ends the user's membership
	 * @return completes when no listener is running for the room any more
	 */
	Mono<Void> forget(String roomId, boolean leave);

}
