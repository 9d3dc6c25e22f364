package io.github.tegrabox.chat.internal.socket.room;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * What a room does to the world around it. Answers come back as inputs, one at a time.
 */
interface RoomEffects {

	/**
	 * Asks the server to join.
	 * @param roomId the id of the room
	 * @param answer gets the acknowledgement, or {@code null} when none came in time
	 */
	void join(String roomId, Consumer<@Nullable Acknowledgement> answer);

	/**
	 * Asks for a page of the history.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @param answer gets the page or the failure
	 */
	void fetch(String roomId, PaginationParams pagination,
			BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer);

	/**
	 * Marks an event as own if the socket's user caused it.
	 * @param event the event
	 * @return the event, marked or as it was
	 */
	UserEvent marked(UserEvent event);

	/**
	 * Reports an event of the connection rather than of the room.
	 * @param event the event
	 */
	void report(ChatEvent event);

	/**
	 * Tells the log of an event of a room, on its way to the listeners.
	 * @param event the event, no message
	 */
	void log(ChatEvent event);

	/**
	 * Runs something inside the mailbox.
	 * @param input what to run
	 */
	void post(Runnable input);

	/**
	 * Tells that this room no longer keeps the connection waiting.
	 */
	void settled();

	Timer timer();

}
