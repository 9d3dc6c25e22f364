package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.PageReader;
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

	private final Query query;

	DefaultReactiveMessagesApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.query = new Query(wire.query());
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId) {
		return list(roomId, Query.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination) {
		return list(roomId, pagination, this.query.page(pagination));
	}

	private Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination, String query) {
		PageReader<Message> reader = new PageReader<>(EntityReader.messageOf(roomId), pagination);
		return this.exchange.execute(Call.of(Operation.MESSAGES_LIST, reader).id("roomId", roomId).query(query));
	}

	/**
	 * A page on the way through the whole list. One whose limit the server does not tell
	 * counts as full, since it may be smaller than asked for.
	 */
	Mono<PaginatedResponse<Message>> pageOfAll(String roomId, PaginationParams pagination) {
		return list(roomId, PaginationParams.ofPage(pagination.page()), this.query.page(pagination));
	}

	@Override
	public Flux<Message> listAll(String roomId) {
		PathTemplate.requireSegment(roomId, "roomId");
		return Pages.flux((page) -> pageOfAll(roomId, page), Message::id);
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
