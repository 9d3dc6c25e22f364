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
 * Once connected it comes back by itself after every loss, joins its rooms again and
 * fetches what was missed, so that a listener sees every message of its rooms exactly
 * once and in order, or a {@link io.github.tegrabox.chat.event.MessageGap}. Listeners run
 * on the dispatcher's threads, never on the connection's: events of a room one after the
 * other, rooms beside each other. A listener that throws is reported and harms no other.
 */
public interface ChatSocket {

	/**
	 * Connects, in the background; does nothing if connected or on the way.
	 * @throws IllegalStateException if the client has neither a JWT nor a token provider,
	 * or is closed
	 */
	void connect();

	/**
	 * Disconnects and stays away until {@link #connect()}. Rooms and listeners are kept.
	 */
	void disconnect();

	/**
	 * Returns whether there is a connection right now.
	 * @return whether the state is {@link ConnectionState#CONNECTED}
	 */
	boolean isConnected();

	/**
	 * Returns the state of the connection.
	 * @return the state
	 */
	ConnectionState state();

	/**
	 * Returns who the socket is, as its token tells.
	 * @return the id of its user, or {@code null} before the first token, or if the token
	 * is no JWT that tells
	 */
	@Nullable String userId();

	/**
	 * Joins a room now, or at the next connect, and again at every later one. A refusal
	 * arrives as a {@link SocketError}; another call asks once more. Wire operation:
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
	 * Sends a message and does not wait for an answer; a refusal arrives as a
	 * {@link SocketError}. While the socket connects, or joins the room, the message
	 * waits its turn, for the time-out of an acknowledgement at most; one that waited in
	 * vain is a {@link SocketError} of the code {@code not_sent}. Wire operation:
	 * {@code send_message}.
	 * @param roomId the id of the room
	 * @param content the text, 1 to 4000 characters
	 * @throws IllegalArgumentException if one of them is blank
	 * @throws io.github.tegrabox.chat.error.ChatWebSocketException if not connected, nor
	 * about to be, or if too much waits to be sent
	 */
	void sendMessage(String roomId, String content);

	/**
	 * Sends a message, on subscription, and waits for the server's acknowledgement.
	 * Completes on a thread that must not block. What the server does not tell again of
	 * the message is what was sent. Wire operation: {@code send_message}.
	 * @param roomId the id of the room
	 * @param content the text, 1 to 4000 characters
	 * @return the message as accepted; or a
	 * {@link io.github.tegrabox.chat.error.ChatWebSocketException} that tells whether the
	 * outcome is unknown
	 * @throws IllegalArgumentException if one of them is blank
	 */
	Mono<Message> sendMessageAcked(String roomId, String content);

	/**
	 * Tells the room that the user is typing; skipped while not connected. Wire
	 * operation: {@code start_typing}.
	 * @param roomId the id of the room
	 */
	void startTyping(String roomId);

	/**
	 * Tells the room that the user stopped typing; skipped while not connected. Wire
	 * operation: {@code stop_typing}.
	 * @param roomId the id of the room
	 */
	void stopTyping(String roomId);

	/**
	 * Returns the rooms that were asked for: those that are joined, and those that will
	 * be once there is a connection and the server lets them.
	 * @return the ids, a snapshot in the order of joining
	 */
	Set<String> rooms();

	/**
	 * Returns the rooms that are joined on the present connection.
	 * @return their ids, a snapshot; some or all of {@link #rooms()}
	 */
	Set<String> joinedRooms();

	/**
	 * Returns the rooms that the server did not let join on the present connection. Those
	 * of them for which that may pass are tried again and again, with growing pauses.
	 * @return the codes of the refusals by room, a snapshot; {@code join_unanswered} for
	 * one that was not answered although others were
	 */
	Map<String, String> refusedRooms();

	/**
	 * Returns the joined rooms that have waited for some time for the history of their
	 * messages, which cannot be read. Nothing is heard of them until it can.
	 * @return since when, by room, a snapshot
	 */
	default Map<String, Instant> waitingRooms() {
		return Map.of();
	}

	/**
	 * Listens to messages, live and recovered.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onMessage(Consumer<Message> listener);

	/**
	 * Listens to users who join.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserJoined(Consumer<UserJoined> listener);

	/**
	 * Listens to users who leave.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserLeft(Consumer<UserLeft> listener);

	/**
	 * Listens to users who start typing.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserTyping(Consumer<UserTyping> listener);

	/**
	 * Listens to users who stop typing.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onUserStoppedTyping(Consumer<UserStoppedTyping> listener);

	/**
	 * Listens to errors.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onError(Consumer<SocketError> listener);

	/**
	 * Listens to connections made.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onConnect(Consumer<SocketConnected> listener);

	/**
	 * Listens to connections lost.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onDisconnect(Consumer<SocketDisconnected> listener);

	/**
	 * Listens to everything.
	 * @param listener what to call
	 * @return the registration
	 */
	Subscription onEvent(Consumer<ChatEvent> listener);

	/**
	 * Listens to everything, asynchronously: the next event of the same room waits until
	 * what the listener returns has completed, and no thread does. A failure is reported
	 * like that of any listener. A {@link Mono} that never completes stops its room: give
	 * it a time-out.
	 * @param listener what to call, on the dispatcher's threads; what it returns is
	 * subscribed to there, once
	 * @return the registration
	 */
	Subscription onEventAsync(Function<ChatEvent, Mono<Void>> listener);

	/**
	 * Everything, as a stream that honours back-pressure: a slow subscriber slows the
	 * rooms' queues and loses no message.
	 * @return the events from subscription on
	 */
	Flux<ChatEvent> events();

	/**
	 * The figures of this socket, for health and meters.
	 * @return the figures, live
	 */
	SocketMetrics metrics();

	/**
	 * Observes how long listeners take.
	 * @param observer who is told
	 * @return the registration
	 */
	Subscription observe(DispatchObserver observer);

}
