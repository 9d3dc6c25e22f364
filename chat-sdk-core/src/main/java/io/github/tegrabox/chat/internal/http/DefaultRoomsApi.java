package io.github.tegrabox.chat.internal.http;

import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.rest.RoomsApi;

/**
 * Blocking operations on rooms.
 */
final class DefaultRoomsApi implements RoomsApi {

	private final DefaultReactiveRoomsApi reactive;

	DefaultRoomsApi(DefaultReactiveRoomsApi reactive) {
		this.reactive = reactive;
	}

	@Override
	public PaginatedResponse<Room> list() {
		return Blocking.read(this.reactive.list());
	}

	@Override
	public PaginatedResponse<Room> list(PaginationParams pagination) {
		return Blocking.read(this.reactive.list(pagination));
	}

	@Override
	public Stream<Room> listAll() {
		return this.reactive.all().stream();
	}

	@Override
	public Room create(CreateRoomInput input) {
		return Blocking.get(this.reactive.create(input));
	}

	@Override
	public Room get(String roomId) {
		return Blocking.read(this.reactive.get(roomId));
	}

	@Override
	public void join(String roomId) {
		Blocking.run(this.reactive.join(roomId));
	}

	@Override
	public void join(String roomId, String userId) {
		Blocking.run(this.reactive.join(roomId, userId));
	}

	@Override
	public void leave(String roomId) {
		Blocking.run(this.reactive.leave(roomId));
	}

	@Override
	public void leave(String roomId, String userId) {
		Blocking.run(this.reactive.leave(roomId, userId));
	}

	@Override
	public Room update(String roomId, UpdateRoomInput input) {
		return Blocking.get(this.reactive.update(roomId, input));
	}

	@Override
	public void delete(String roomId) {
		Blocking.run(this.reactive.delete(roomId));
	}

}
