package io.github.tegrabox.chat.internal.http;

import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.net.Blocking;
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

	private final ListCalls lists;

	private final Pages pages = new Pages();

	DefaultReactiveRoomsApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.lists = new ListCalls(wire);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list() {
		return list(ListCalls.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Room>> list(PaginationParams pagination) {
		return this.exchange.execute(this.lists.page(Operation.ROOMS_LIST, EntityReader.ROOM, pagination))
			.map((page) -> this.pages.checked(page, pagination).response());
	}

	Mono<Page<Room>> pageOfAll(PageCall call) {
		return this.exchange.execute(this.lists.pageOfAll(Operation.ROOMS_LIST, EntityReader.ROOM, call))
			.map((page) -> this.pages.checked(page, call.pagination()));
	}

	Stream<Room> stream() {
		return this.pages.stream((call) -> Blocking.read(pageOfAll(call)), Room::id);
	}

	@Override
	public Flux<Room> listAll() {
		return this.pages.flux(this::pageOfAll, Room::id);
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
