package io.github.tegrabox.chat.internal.http;

import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.rest.MessagesApi;

/**
 * Blocking operations on messages.
 */
final class DefaultMessagesApi implements MessagesApi {

	private final DefaultReactiveMessagesApi reactive;

	DefaultMessagesApi(DefaultReactiveMessagesApi reactive) {
		this.reactive = reactive;
	}

	@Override
	public PaginatedResponse<Message> list(String roomId) {
		return Blocking.read(this.reactive.list(roomId));
	}

	@Override
	public PaginatedResponse<Message> list(String roomId, PaginationParams pagination) {
		return Blocking.read(this.reactive.list(roomId, pagination));
	}

	@Override
	public Stream<Message> listAll(String roomId) {
		return this.reactive.all(roomId).stream();
	}

	@Override
	public Message create(String roomId, CreateMessageInput input) {
		return Blocking.get(this.reactive.create(roomId, input));
	}

	@Override
	public void delete(String roomId, String messageId) {
		Blocking.run(this.reactive.delete(roomId, messageId));
	}

}
