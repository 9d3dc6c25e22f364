package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.PageReader;
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
 * Operations on rooms.
 */
final class DefaultReactiveRoomsApi implements ReactiveRoomsApi {

	private final RestExchange exchange;

	private final Query query;

	DefaultReactiveRoomsApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.query = new Query(wire.query());
	}

	@Override
	public Mono<PaginatedResponse<Room>> list() {
		return list(Query.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list(PaginationParams pagination) {
		return list(pagination, this.query.page(pagination));
	}

	private Mono<PaginatedResponse<Room>> list(PaginationParams pagination, String query) {
		PageReader<Room> reader = new PageReader<>(EntityReader.ROOM, pagination);
		return this.exchange.execute(Call.of(Operation.ROOMS_LIST, reader).query(query));
	}

	/**
	 * A page on the way through the whole list. One whose limit the server does not tell
	 * counts as full, since it may be smaller than asked for.
	 */
	Mono<PaginatedResponse<Room>> pageOfAll(PaginationParams pagination) {
		return list(PaginationParams.ofPage(pagination.page()), this.query.page(pagination));
	}

	@Override
	public Flux<Room> listAll() {
		return Pages.flux(this::pageOfAll, Room::id);
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
