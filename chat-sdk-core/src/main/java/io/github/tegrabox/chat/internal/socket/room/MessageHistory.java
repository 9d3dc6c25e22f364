package io.github.tegrabox.chat.internal.socket.room;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import reactor.core.publisher.Mono;

/**
 * Source of missed messages.
 */
@FunctionalInterface
public interface MessageHistory {

	/**
	 * Reads a page of the messages of a room. Wire operation: {@code messages.list}.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination);

}
