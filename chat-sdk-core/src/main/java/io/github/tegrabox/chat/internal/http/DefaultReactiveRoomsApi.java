package io.github.tegrabox.chat.internal.http;

import java.util.function.UnaryOperator;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.internal.json.RequestWriter;
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

	private final PathTemplate rooms;

	private final PathTemplate room;

	private final PathTemplate join;

	private final PathTemplate leave;

	DefaultReactiveRoomsApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.query = new Query(wire.query());
		this.rooms = PathTemplate.of(wire.paths().rooms());
		this.room = this.rooms.child("/{roomId}");
		this.join = this.room.child("/join");
		this.leave = this.room.child("/leave");
	}

	@Override
	public Mono<PaginatedResponse<Room>> list() {
		return list(Query.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list(PaginationParams pagination) {
		PageReader<Room> reader = new PageReader<>(EntityReader.ROOM, pagination);
		return this.exchange
			.execute(Call.onAll(Operation.ROOMS_LIST, this.rooms, reader).query(this.query.page(pagination)));
	}

	@Override
	public Flux<Room> listAll() {
		return Pages.flux(this::list, Room::id);
	}

	@Override
	public Mono<Room> create(CreateRoomInput input) {
		return this.exchange.execute(Call.onAll(Operation.ROOMS_CREATE, this.rooms, EntityReader.ROOM)
			.body(RequestWriter.createRoom(input)));
	}

	@Override
	public Mono<Room> get(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_GET, this.room, id(roomId), EntityReader.ROOM));
	}

	@Override
	public Mono<Void> join(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_JOIN, this.join, id(roomId)));
	}

	@Override
	public Mono<Void> join(String roomId, String userId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_JOIN_AS, this.join, id(roomId)).body(member(userId)));
	}

	@Override
	public Mono<Void> leave(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_LEAVE, this.leave, id(roomId)));
	}

	@Override
	public Mono<Void> leave(String roomId, String userId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_LEAVE_AS, this.leave, id(roomId)).body(member(userId)));
	}

	@Override
	public Mono<Room> update(String roomId, UpdateRoomInput input) {
		return this.exchange.execute(Call.of(Operation.ROOMS_UPDATE, this.room, id(roomId), EntityReader.ROOM)
			.body(RequestWriter.updateRoom(input)));
	}

	@Override
	public Mono<Void> delete(String roomId) {
		return this.exchange.execute(Call.of(Operation.ROOMS_DELETE, this.room, id(roomId)));
	}

	private static byte[] member(String userId) {
		return RequestWriter.member(PathTemplate.requireSegment(userId, "userId"));
	}

	private static UnaryOperator<String> id(String roomId) {
		PathTemplate.requireSegment(roomId, "roomId");
		return (name) -> roomId;
	}

}
