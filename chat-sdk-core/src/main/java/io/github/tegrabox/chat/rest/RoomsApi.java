package io.github.tegrabox.chat.rest;

import java.util.stream.Stream;

import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;

/**
 * Blocking operations on the rooms of the project. They need the API key; a JWT is enough
 * to read rooms, and {@link #join(String)} and {@link #leave(String)} always use the JWT.
 * Each operation waits for its response and is safe on virtual threads.
 * <p>
 * An operation throws a {@link io.github.tegrabox.chat.error.ChatException} when it
 * fails, also when the thread is interrupted; the interrupt flag then stays set. It
 * throws an {@link IllegalArgumentException} if an argument is blank or cannot be sent,
 * and an {@link IllegalStateException} if the client lacks the credential, or on a
 * Reactor thread: use {@link ReactiveRoomsApi} there.
 */
public interface RoomsApi {

	/**
	 * Returns the first page of rooms, 50 at most. Wire operation: {@code rooms.list}.
	 * @return the page
	 */
	PaginatedResponse<Room> list();

	/**
	 * Returns a page of rooms. Wire operation: {@code rooms.list}.
	 * @param pagination which page
	 * @return the page
	 */
	PaginatedResponse<Room> list(PaginationParams pagination);

	/**
	 * Returns all rooms, lazily: the next page is fetched when the consumer gets there,
	 * and no room comes twice. Items that cannot be read do not hide the others: after
	 * all the others, the stream ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them. Wire
	 * operation: {@code rooms.list}.
	 * @return the rooms
	 */
	Stream<Room> listAll();

	/**
	 * Creates a room. The user who creates it becomes a member. Wire operation:
	 * {@code rooms.create}.
	 * @param input the room
	 * @return the created room
	 */
	Room create(CreateRoomInput input);

	/**
	 * Returns a room. Wire operation: {@code rooms.get}.
	 * @param roomId the id of the room
	 * @return the room
	 */
	Room get(String roomId);

	/**
	 * Makes the user of the JWT a member of a room. Wire operation: {@code rooms.join}.
	 * @param roomId the id of the room
	 */
	void join(String roomId);

	/**
	 * Makes a user a member of a room, with the API key. Wire operation:
	 * {@code rooms.join}.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 */
	void join(String roomId, String userId);

	/**
	 * Removes the user of the JWT from a room. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 */
	void leave(String roomId);

	/**
	 * Removes a user from a room, with the API key. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 */
	void leave(String roomId, String userId);

	/**
	 * Changes a room. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code rooms.update}.
	 * @param roomId the id of the room
	 * @param input what to change
	 * @return the changed room
	 */
	Room update(String roomId, UpdateRoomInput input);

	/**
	 * Deletes a room. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code rooms.delete}.
	 * @param roomId the id of the room
	 */
	void delete(String roomId);

}
