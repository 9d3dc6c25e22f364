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
 * What the rooms do to the world around them. Answers come back through the mailbox.
 */
public interface RoomEffects {

	/**
	 * Sends a join on the present connection.
	 * @param roomId the id of the room
	 * @param answer gets the acknowledgement, if one comes
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if no connection would
	 * take this room's id
	 */
	void join(String roomId, Consumer<Acknowledgement> answer);

	/**
	 * It has become known whether a room is joined.
	 */
	void settled();

	/**
	 * Sends a leave on the present connection, if there is one.
	 * @param roomId the id of the room
	 */
	void leave(String roomId);

	/**
	 * Asks for a page of the history. A call whose answer no longer matters is let be.
	 * @param roomId the id of the room
	 * @param pagination which page
	 * @param answer gets the page or the failure
	 */
	void fetch(String roomId, PaginationParams pagination,
			BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer);

	/**
	 * Who the socket is.
	 * @return the id of its user, or {@code null} if it is not known
	 */
	@Nullable String userId();

	/**
	 * Passes on an event of the connection rather than of a room.
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
	 * How the server calls the event of a message.
	 * @return the name
	 */
	String messageEvent();

	/**
	 * The source of jitter.
	 * @return the source
	 */
	RandomGenerator random();

	/**
	 * The time.
	 * @return the time
	 */
	Timer timer();

}
