package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.internal.json.RequestWriter;
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
		PageReader<Message> reader = new PageReader<>(EntityReader.MESSAGE, pagination);
		return this.exchange
			.execute(Call.of(Operation.MESSAGES_LIST, reader).id("roomId", roomId).query(this.query.page(pagination)));
	}

	@Override
	public Flux<Message> listAll(String roomId) {
		PathTemplate.requireSegment(roomId, "roomId");
		return Pages.flux((page) -> list(roomId, page), Message::id);
	}

	@Override
	public Mono<Message> create(String roomId, CreateMessageInput input) {
		return this.exchange.execute(Call.of(Operation.MESSAGES_CREATE, EntityReader.MESSAGE)
			.id("roomId", roomId)
			.body(RequestWriter.createMessage(input)));
	}

	@Override
	public Mono<Void> delete(String roomId, String messageId) {
		return this.exchange
			.execute(Call.of(Operation.MESSAGES_DELETE).id("roomId", roomId).id("messageId", messageId));
	}

}
