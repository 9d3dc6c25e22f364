package io.github.tegrabox.chat.rest;

import java.util.stream.Stream;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * Messages of a room, with the API key or, for reading, with a JWT, blocking. Every
 * operation waits for its answer, is safe on virtual threads, and throws a
 * {@link io.github.tegrabox.chat.error.ChatException} when it fails; an interrupt ends it
 * with one, the flag kept. Called on a Reactor thread it throws an
 * {@link IllegalStateException}: there, use {@link ReactiveMessagesApi}.
 */
public interface MessagesApi {

	/**
	 * Reads the first page of messages, the newest 50. Wire operation:
	 * {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the page
	 */
	PaginatedResponse<Message> list(String roomId);

	/**
	 * Reads a page of messages, newest first. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @return the page
	 */
	PaginatedResponse<Message> list(String roomId, PaginationParams pagination);

	/**
	 * All messages, newest first, lazily: a page is fetched when the consumer gets there,
	 * and no message comes twice. Items that cannot be read hide no others: the list ends
	 * with a {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them,
	 * after all others have come. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the messages
	 */
	Stream<Message> listAll(String roomId);

	/**
	 * Writes a message. Wire operation: {@code messages.create}.
	 * @param roomId the id of the room
	 * @param input the message
	 * @return the message as accepted
	 */
	Message create(String roomId, CreateMessageInput input);

	/**
	 * Deletes a message. Servers answer 501 today. Wire operation:
	 * {@code messages.delete}.
	 * @param roomId the id of the room
	 * @param messageId the id of the message
	 */
	void delete(String roomId, String messageId);

}
