package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.wire.WireSettings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reactive operations on rooms.
 */
final class DefaultReactiveRoomsApi implements ReactiveRoomsApi {

	private final RestExchange exchange;

	private final Pages<Room> all;

	DefaultReactiveRoomsApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.all = new Pages<>(exchange, new ListCalls(wire), Operation.ROOMS_LIST, EntityReader.ROOM, Room::id, null);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list() {
		return list(ListCalls.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list(PaginationParams pagination) {
		return this.all.page(pagination);
	}

	@Override
	public Flux<Room> listAll() {
		return this.all.flux();
	}

	Pages<Room> all() {
		return this.all;
	}

	@Override
	public Mono<Room> create(CreateRoomInput input) {
		return this.exchange.execute(Call.of(Operation.ROOMS_CREATE, EntityReader.ROOM)
			.field("name", input.name())
			.field("created_by", input.createdBy()));
	}

	@Override
	public Mono<Room> get(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_GET, EntityReader.ROOM).id("roomId", roomId));
	}

	@Override
	public Mono<Void> join(String roomId) {
		return this.exchange.executeAsOneself(Call.of(Operation.ROOMS_JOIN).id("roomId", roomId));
	}

	@Override
	public Mono<Void> join(String roomId, String userId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_JOIN_AS).id("roomId", roomId).id("userId", userId));
	}

	@Override
	public Mono<Void> leave(String roomId) {
		return this.exchange.executeAsOneself(Call.of(Operation.ROOMS_LEAVE).id("roomId", roomId));
	}

	@Override
	public Mono<Void> leave(String roomId, String userId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_LEAVE_AS).id("roomId", roomId).id("userId", userId));
	}

	@Override
	public Mono<Room> update(String roomId, UpdateRoomInput input) {
		return this.exchange.execute(
				Call.of(Operation.ROOMS_UPDATE, EntityReader.ROOM).id("roomId", roomId).field("name", input.name()));
	}

	@Override
	public Mono<Void> delete(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_DELETE).id("roomId", roomId));
	}

}
