package io.github.tegrabox.chat.socket;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Realtime connection of one user. Safe for use by several threads; no method blocks.
 * <p>
 * Once connected, the socket reconnects by itself after every loss, joins its rooms again
 * and fetches what it missed. A listener therefore sees every message of the joined rooms
 * exactly once and in order, or a {@link io.github.tegrabox.chat.event.MessageGap}.
 * <p>
 * Listeners run on the dispatcher's threads, never on the connection's, and may block.
 * Events of one room come one after the other; several rooms run in parallel. If a
 * listener throws, the {@link ListenerErrorHandler} is called and all other listeners
 * still get the event. Every method that takes the id of a room throws an
 * {@link IllegalArgumentException} if it is blank.
 */
public interface ChatSocket {

	/**
	 * Connects, in the background. Does nothing if the socket is connected or connecting,
	 * or has {@linkplain ConnectionState#FAILED failed}.
	 * @throws IllegalStateException if the client has neither a JWT nor a token provider,
	 * or is closed
	 */
	void connect();

	/**
	 * Disconnects, and stays disconnected until {@link #connect()} is called. Rooms and
	 * listeners are kept.
	 */
	void disconnect();

	/**
	 * Returns whether the socket is connected right now.
	 * @return {@code true} if the state is {@link ConnectionState#CONNECTED}
	 */
	boolean isConnected();

	/**
	 * Returns the state of the connection.
	 * @return the state
	 */
	ConnectionState state();

	/**
	 * Returns the id of the socket's own user, as its token names it.
	 * @return the id, or {@code null} before the first token, or if the token does not
	 * name its user
	 */
	@Nullable String userId();

	/**
	 * Joins a room now, or at the next connect, and again at every reconnect. A refusal
	 * arrives as a {@link SocketError}; call this again to ask once more. Wire operation:
	 * {@code join_room}.
	 * @param roomId the id of the room
	 */
	void joinRoom(String roomId);

	/**
	 * Leaves a room and forgets it. Wire operation: {@code leave_room}.
	 * @param roomId the id of the room
	 */
	void leaveRoom(String roomId);

	/**
	 * Sends a message without waiting for an answer. A refusal arrives as a
	 * {@link SocketError}. While the socket is connecting or joining the room, the
	 * message waits its turn, for the acknowledgement timeout at most; if it cannot be
	 * sent by then, or if too many messages wait already, a {@link SocketError} with the
	 * code {@code not_sent} arrives. Wire operation: {@code send_message}.
	 * @param roomId the id of the room
	 * @param content the text, 1 to 4000 characters
	 * @throws IllegalArgumentException if one of them is blank
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if the socket is
	 * neither connected nor connecting, or if too much data waits to be sent
	 */
	void sendMessage(String roomId, String content);

	/**
	 * Sends a message on subscription, and completes with the server's acknowledgement,
	 * on a thread that must not be blocked. It waits its turn as in {@link #sendMessage}.
	 * Fields of the message that the server does not send back are those that were sent.
	 * Wire operation: {@code send_message}.
	 * @param roomId the id of the room
	 * @param content the text, 1 to 4000 characters
	 * @return the message as the server accepted it; or a
	 * {@link io.github.tegrabox.chat.error.ChatWebSocketException} that tells whether the
	 * outcome is unknown
	 * @throws IllegalArgumentException if one of them is blank
	 */
	Mono<Message> sendMessageAcked(String roomId, String content);

	/**
	 * Tells the room that the user is typing. Does nothing while the socket is not
	 * connected. Wire operation: {@code start_typing}.
	 * @param roomId the id of the room
	 */
	void startTyping(String roomId);

	/**
	 * Tells the room that the user stopped typing. Does nothing while the socket is not
	 * connected. Wire operation: {@code stop_typing}.
	 * @param roomId the id of the room
	 */
	void stopTyping(String roomId);

	/**
	 * Returns all wanted rooms: those that are joined, and those that will be joined once
	 * the socket is connected and the server allows it.
	 * @return a snapshot of the ids, in the order of joining
	 */
	Set<String> rooms();

	/**
	 * Returns the rooms that are joined on the current connection.
	 * @return a snapshot of the ids, some or all of {@link #rooms()}
	 */
	Set<String> joinedRooms();

	/**
	 * Returns the rooms that the server refused on the current connection. If the reason
	 * may pass, the socket tries again and again, with growing pauses.
	 * @return a snapshot of the refusal codes by room id; {@code join_unanswered} for a
	 * join that the server did not answer although it answered others
	 */
	Map<String, String> refusedRooms();

	/**
	 * Returns the joined rooms whose history cannot be read and that have waited for it
	 * for some time. Listeners get nothing from them until it can be read.
	 * @return a snapshot of the times since when they wait, by room id
	 */
	default Map<String, Instant> waitingRooms() {
		return Map.of();
	}

	/**
	 * Adds a listener for messages, live and recovered.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onMessage(Consumer<Message> listener);

	/**
	 * Adds a listener for users who join.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserJoined(Consumer<UserJoined> listener);

	/**
	 * Adds a listener for users who leave.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserLeft(Consumer<UserLeft> listener);

	/**
	 * Adds a listener for users who start typing.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserTyping(Consumer<UserTyping> listener);

	/**
	 * Adds a listener for users who stop typing.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserStoppedTyping(Consumer<UserStoppedTyping> listener);

	/**
	 * Adds a listener for errors.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onError(Consumer<SocketError> listener);

	/**
	 * Adds a listener for established connections.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onConnect(Consumer<SocketConnected> listener);

	/**
	 * Adds a listener for lost and closed connections.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onDisconnect(Consumer<SocketDisconnected> listener);

	/**
	 * Adds a listener for all events.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onEvent(Consumer<ChatEvent> listener);

	/**
	 * Adds an asynchronous listener for all events. The next event of the same room waits
	 * until the returned {@link Mono} has completed; no thread is blocked meanwhile. A
	 * failure is handled like that of any listener. A {@link Mono} that never completes
	 * stops its room, so give it a timeout.
	 * @param listener what to call, on the dispatcher's threads; the result, never
	 * {@code null}, is subscribed to there, once
	 * @return the registration
	 */
	Subscription onEventAsync(Function<ChatEvent, Mono<Void>> listener);

	/**
	 * Returns all events as a stream with back-pressure: a slow subscriber slows down the
	 * queues of the rooms, and no message is lost.
	 * @return the events from subscription on
	 */
	Flux<ChatEvent> events();

	/**
	 * Returns the figures of this socket, for health and meters.
	 * @return the live figures
	 */
	SocketMetrics metrics();

	/**
	 * Adds an observer of how long listeners take.
	 * @param observer what to call
	 * @return the registration
	 */
	Subscription observe(DispatchObserver observer);

}
