package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;

/**
 * Rooms of the project, with the API key or, for reading and for joining as oneself, with
 * a JWT, as {@link Mono} and {@link Flux}. Nothing is sent before subscription; errors
 * arrive as a {@link io.github.tegrabox.chat.error.ChatException}. Signals arrive on the
 * HTTP client's threads, which must not be blocked.
 */
public interface ReactiveRoomsApi {

	/**
	 * Reads the first page of rooms, 50 at most. Wire operation: {@code rooms.list}.
	 * @return the page
	 */
	Mono<PaginatedResponse<Room>> list();

	/**
	 * Reads a page of rooms. Wire operation: {@code rooms.list}.
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<Room>> list(PaginationParams pagination);

	/**
	 * All rooms, lazily: a page is fetched when the consumer gets there, and no room
	 * comes twice. Items that cannot be read hide no others: the list ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them, after
	 * all others have come. Wire operation: {@code rooms.list}.
	 * @return the rooms
	 */
	Flux<Room> listAll();

	/**
	 * Makes a room; its maker becomes a member. Wire operation: {@code rooms.create}.
	 * @param input the room
	 * @return the room as made
	 */
	Mono<Room> create(CreateRoomInput input);

	/**
	 * Reads a room. Wire operation: {@code rooms.get}.
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
	 * Ends the membership of the user of the JWT. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 * @return completion
	 */
	Mono<Void> leave(String roomId);

	/**
	 * Ends a user's membership, with the API key. Wire operation: {@code rooms.leave}.
	 * @param roomId the id of the room
	 * @param userId the id of the user
	 * @return completion
	 */
	Mono<Void> leave(String roomId, String userId);

	/**
	 * Changes a room. Servers answer 501 today. Wire operation: {@code rooms.update}.
	 * @param roomId the id of the room
	 * @param input what to change
	 * @return the room as changed
	 */
	Mono<Room> update(String roomId, UpdateRoomInput input);

	/**
	 * Deletes a room. Servers answer 501 today. Wire operation: {@code rooms.delete}.
	 * @param roomId the id of the room
	 * @return completion
	 */
	Mono<Void> delete(String roomId);

}
