package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * Messages of a room, with the API key or, for reading, with a JWT, as {@link Mono} and
 * {@link Flux}. Nothing is sent before subscription; errors arrive as a
 * {@link io.github.tegrabox.chat.error.ChatException}. Signals arrive on the HTTP
 * client's threads, which must not be blocked.
 */
public interface ReactiveMessagesApi {

	/**
	 * Reads the first page of messages, the newest 50. Wire operation:
	 * {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the page
	 */
	Mono<PaginatedResponse<Message>> list(String roomId);

	/**
	 * Reads a page of messages, newest first. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination);

	/**
	 * All messages, newest first, lazily: a page is fetched when the consumer gets there,
	 * and no message comes twice. Items that cannot be read hide no others: the list ends
	 * with a {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them,
	 * after all others have come. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the messages
	 */
	Flux<Message> listAll(String roomId);

	/**
	 * Writes a message. Wire operation: {@code messages.create}.
	 * @param roomId the id of the room
	 * @param input the message
	 * @return the message as accepted
	 */
	Mono<Message> create(String roomId, CreateMessageInput input);

	/**
	 * Deletes a message. Servers answer 501 today. Wire operation:
	 * {@code messages.delete}.
	 * @param roomId the id of the room
	 * @param messageId the id of the message
	 * @return completion
	 */
	Mono<Void> delete(String roomId, String messageId);

}
