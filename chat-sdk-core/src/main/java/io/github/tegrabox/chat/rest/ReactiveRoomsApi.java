package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;

/**
 * Reactive operations on the rooms of the project. They need the API key; a JWT is enough
 * to read rooms, and {@link #join(String)} and {@link #leave(String)} always use the JWT.
 * Nothing is sent before subscription. Signals arrive on the HTTP client's threads, which
 * must not be blocked.
 * <p>
 * Failures arrive as a {@link io.github.tegrabox.chat.error.ChatException}, a missing
 * credential as an {@link IllegalStateException}. A method throws an
 * {@link IllegalArgumentException} at once if an argument is blank or cannot be sent.
 */
public interface ReactiveRoomsApi {

	/**
	 * Returns the first page of rooms, 50 at most. Wire operation: {@code rooms.list}.
	 * @return the page
	 */
	Mono<PaginatedResponse<Room>> list();

	/**
	 * Returns a page of rooms. Wire operation: {@code rooms.list}.
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<Room>> list(PaginationParams pagination);

	/**
	 * Returns all rooms, lazily: the next page is fetched when the consumer gets there,
	 * and no room comes twice. Items that cannot be read do not hide the others: after
	 * all the others, the flux ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them. Wire
	 * operation: {@code rooms.list}.
	 * @return the rooms
	 */
	Flux<Room> listAll();

	/**
	 * Creates a room. The user who creates it becomes a member. Wire operation:
	 * {@code rooms.create}.
	 * @param input the room
	 * @return the created room
	 */
	Mono<Room> create(CreateRoomInput input);

	/**
	 * Returns a room. Wire operation: {@code rooms.get}.
	 * @param roomId the id of the room
	 * @return the room
	 */
	Mono<Room> get(String roomId);

	/**
	 * Makes the user of the JWT a member of a room. Wire operation: {@code rooms.join}.
	 * @param roomId the id of the room
	 * @return completion
	 */
	Mono<Void> join(String roomId);

	/**
	 * Makes a user a member of a room, with the API key. Wire operation:
	 * {@code rooms.join}.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 * @return completion
	 */
	Mono<Void> join(String roomId, String userId);

	/**
	 * Removes the user of the JWT from a room. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 * @return completion
	 */
	Mono<Void> leave(String roomId);

	/**
	 * Removes a user from a room, with the API key. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 * @return completion
	 */
	Mono<Void> leave(String roomId, String userId);

	/**
	 * Changes a room. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code rooms.update}.
	 * @param roomId the id of the room
	 * @param input what to change
	 * @return the changed room
	 */
	Mono<Room> update(String roomId, UpdateRoomInput input);

	/**
	 * Deletes a room. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code rooms.delete}.
	 * @param roomId the id of the room
	 * @return completion
	 */
	Mono<Void> delete(String roomId);

}
