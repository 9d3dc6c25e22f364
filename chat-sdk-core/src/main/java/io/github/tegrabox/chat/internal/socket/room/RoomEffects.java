package io.github.tegrabox.chat.internal.socket.room;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * Effects of the rooms on their environment. Answers come back through the mailbox.
 */
public interface RoomEffects {

	/**
	 * Sends a join on the current connection.
	 * @param roomId the id of the room
	 * @param answer gets the acknowledgement, if one comes
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if no connection would
	 * accept this room's id
	 */
	void join(String roomId, Consumer<Acknowledgement> answer);

	/**
	 * Called when it has become known whether a room is joined.
	 */
	void settled();

	/**
	 * Sends a leave on the current connection, if there is one.
	 * @param roomId the id of the room
	 */
	void leave(String roomId);

	/**
	 * Requests a page of the history. A call whose answer no longer matters is not
	 * cancelled.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @param answer gets the page or the failure
	 */
	void fetch(String roomId, PaginationParams pagination,
			BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer);

	/**
	 * Returns the id of the socket's user.
	 * @return the id, or {@code null} if it is not known
	 */
	@Nullable String userId();

	/**
	 * Passes on an event of the connection rather than of a room.
	 * @param event the event
	 */
	void report(ChatEvent event);

	/**
	 * Logs an event of a room that is on its way to the listeners.
	 * @param event the event, which is not a message
	 */
	void log(ChatEvent event);

	/**
	 * Runs something inside the mailbox.
	 * @param input what to run
	 */
	void post(Runnable input);

	/**
	 * Returns the server's name for the event of a message.
	 * @return the name
	 */
	String messageEvent();

	/**
	 * Returns the source of jitter.
	 * @return the source
	 */
	RandomGenerator random();

	/**
	 * Returns the timer.
	 * @return the timer
	 */
	Timer timer();

}
