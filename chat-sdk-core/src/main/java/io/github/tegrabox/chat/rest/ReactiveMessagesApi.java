package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * Reactive operations on the messages of a room. They need the API key; a JWT is enough
 * to read messages. Nothing is sent before subscription. Signals arrive on the HTTP
 * client's threads, which must not be blocked.
 * <p>
 * Failures arrive as a {@link io.github.tegrabox.chat.error.ChatException}, a missing
 * credential as an {@link IllegalStateException}. A method throws an
 * {@link IllegalArgumentException} at once if an argument is blank or cannot be sent.
 */
public interface ReactiveMessagesApi {

	/**
	 * Returns the first page of messages, 50 at most, in the server's order: newest first
	 * by default. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the page
	 */
	Mono<PaginatedResponse<Message>> list(String roomId);

	/**
	 * Returns a page of messages in the server's order: newest first by default. Wire
	 * operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination);

	/**
	 * Returns all messages, lazily and in the server's order, newest first by default:
	 * the next page is fetched when the consumer gets there, and no message comes twice.
	 * Items that cannot be read do not hide the others: after all the others, the flux
	 * ends with a {@link io.github.tegrabox.chat.error.ChatDecodingException} that names
	 * them. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the messages
	 */
	Flux<Message> listAll(String roomId);

	/**
	 * Creates a message. Wire operation: {@code messages.create}.
	 * @param roomId the id of the room
	 * @param input the message
	 * @return the message as the server accepted it
	 */
	Mono<Message> create(String roomId, CreateMessageInput input);

	/**
	 * Deletes a message. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code messages.delete}.
	 * @param roomId the id of the room
	 * @param messageId the id of the message
	 * @return completion
	 */
	Mono<Void> delete(String roomId, String messageId);

}
