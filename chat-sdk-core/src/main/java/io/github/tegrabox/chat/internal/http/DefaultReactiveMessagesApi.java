package io.github.tegrabox.chat.internal.http;

import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.wire.WireSettings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Operations on messages.
 */
final class DefaultReactiveMessagesApi implements ReactiveMessagesApi {

	private final RestExchange exchange;

	private final ListCalls lists;

	private final Pages pages = new Pages();

	DefaultReactiveMessagesApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.lists = new ListCalls(wire);
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId) {
		return list(roomId, ListCalls.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination) {
		return this.exchange
			.execute(this.lists.page(Operation.MESSAGES_LIST, EntityReader.messageOf(roomId), pagination)
				.id("roomId", roomId))
			.map((page) -> this.pages.checked(page, pagination).response());
	}

	Mono<Page<Message>> pageOfAll(String roomId, PageCall call) {
		return this.exchange
			.execute(this.lists.pageOfAll(Operation.MESSAGES_LIST, EntityReader.messageOf(roomId), call)
				.id("roomId", roomId))
			.map((page) -> this.pages.checked(page, call.pagination()));
	}

	Stream<Message> stream(String roomId) {
		return this.pages.stream((call) -> Blocking.read(pageOfAll(roomId, call)), Message::id);
	}

	@Override
	public Flux<Message> listAll(String roomId) {
		PathTemplate.requireSegment(roomId, "roomId");
		return this.pages.flux((call) -> pageOfAll(roomId, call), Message::id);
	}

	@Override
	public Mono<Message> create(String roomId, CreateMessageInput input) {
		EntityReader<Message> reader = EntityReader.messageOf(roomId, input.userId(), input.content());
		return this.exchange.execute(Call.of(Operation.MESSAGES_CREATE, reader)
			.id("roomId", roomId)
			.field("content", input.content())
			.field("user_id", input.userId()));
	}

	@Override
	public Mono<Void> delete(String roomId, String messageId) {
		return this.exchange
			.execute(Call.of(Operation.MESSAGES_DELETE).id("roomId", roomId).id("messageId", messageId));
	}

}
