package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.socket.ChatSocket;
import reactor.core.publisher.Mono;

/**
 * Socket whose rooms belong to a group of processes: it joins those that it is told to,
 * and goes on in each where the group stands.
 */
public interface SharedSocket extends ChatSocket {

	/**
	 * Gives the rooms of this socket to a group. From then on {@link #joinRoom} and
	 * {@link #leaveRoom} change the group, and so does what they did before: those joined
	 * so far, and those left before the socket was to connect.
	 * @param rooms the group's rooms
	 * @throws IllegalStateException if the socket follows rooms of another group
	 */
	void share(SharedRooms rooms);

	/**
	 * Joins a room of the group here: loads where it stands, or begins it, and hands on
	 * everything after that. Does nothing if it has.
	 * @param roomId the id of the room
	 */
	void follow(String roomId);

	/**
	 * Ends a room here. What is queued of it no longer reaches the listeners.
	 * @param roomId the id of the room
	 * @param leave whether to tell the server, so that the user is no member any more
	 * @return completes when no listener is at work for the room any more
	 */
	Mono<Void> forget(String roomId, boolean leave);

}
