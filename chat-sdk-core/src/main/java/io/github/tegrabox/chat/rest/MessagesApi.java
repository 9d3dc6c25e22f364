package io.github.tegrabox.chat.rest;

import java.util.stream.Stream;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;

/**
 * Blocking operations on the messages of a room. They need the API key; a JWT is enough
 * to read messages. Each operation waits for its response and is safe on virtual threads.
 * <p>
 * An operation throws a {@link io.github.tegrabox.chat.error.ChatException} when it
 * fails, also when the thread is interrupted; the interrupt flag then stays set. It
 * throws an {@link IllegalArgumentException} if an argument is blank or cannot be sent,
 * and an {@link IllegalStateException} if the client lacks the credential, or on a
 * Reactor thread: use {@link ReactiveMessagesApi} there.
 */
public interface MessagesApi {

	/**
	 * Returns the first page of messages, 50 at most, in the server's order: newest first
	 * by default. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the page
	 */
	PaginatedResponse<Message> list(String roomId);

	/**
	 * Returns a page of messages in the server's order: newest first by default. Wire
	 * operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @return the page
	 */
	PaginatedResponse<Message> list(String roomId, PaginationParams pagination);

	/**
	 * Returns all messages, lazily and in the server's order, newest first by default:
	 * the next page is fetched when the consumer gets there, and no message comes twice.
	 * Items that cannot be read do not hide the others: after all the others, the stream
	 * ends with a {@link io.github.tegrabox.chat.error.ChatDecodingException} that names
	 * them. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @return the messages
	 */
	Stream<Message> listAll(String roomId);

	/**
	 * Creates a message. Wire operation: {@code messages.create}.
	 * @param roomId the id of the room
	 * @param input the message
	 * @return the message as the server accepted it
	 */
	Message create(String roomId, CreateMessageInput input);

	/**
	 * Deletes a message. Servers answer 501 today, which is a
	 * {@link io.github.tegrabox.chat.error.ChatNotImplementedException}. Wire operation:
	 * {@code messages.delete}.
	 * @param roomId the id of the room
	 * @param messageId the id of the message
	 */
	void delete(String roomId, String messageId);

}
