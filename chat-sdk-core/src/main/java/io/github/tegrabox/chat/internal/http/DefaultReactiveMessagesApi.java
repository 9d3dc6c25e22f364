package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.wire.WireSettings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reactive operations on messages.
 */
final class DefaultReactiveMessagesApi implements ReactiveMessagesApi {

	private final RestExchange exchange;

	private final ListCalls calls;

	DefaultReactiveMessagesApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.calls = new ListCalls(wire);
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId) {
		return list(roomId, ListCalls.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination) {
		return all(roomId).page(pagination);
	}

	@Override
	public Flux<Message> listAll(String roomId) {
		return all(roomId).flux();
	}

	Pages<Message> all(String roomId) {
		PathTemplate.requireSegment(roomId, "roomId");
		return new Pages<>(this.exchange, this.calls, Operation.MESSAGES_LIST, EntityReader.messageOf(roomId),
				Message::id, roomId);
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
