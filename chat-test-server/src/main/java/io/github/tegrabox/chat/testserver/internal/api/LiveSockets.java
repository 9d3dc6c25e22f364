package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Collection;

import io.github.tegrabox.chat.testserver.internal.socketio.Broadcast;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import io.github.tegrabox.chat.testserver.record.Recorder;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the sockets what happens in their rooms, and never blocks. A room of the chat and
 * a room of Socket.IO are the same; a user's sockets share another one, to be spoken to
 * together.
 */
final class LiveSockets {

	private static final String USER = "user ";

	private final Namespace namespace;

	private final Tokens tokens;

	private final Dialect dialect;

	private final Json json;

	private final Recorder recorder;

	LiveSockets(Namespace namespace, Tokens tokens, Settings settings, Recorder recorder) {
		this.namespace = namespace;
		this.tokens = tokens;
		this.dialect = settings.dialect();
		this.json = new Json(settings.dialect());
		this.recorder = recorder;
	}

	void add(ServerSocket socket, String userId) {
		socket.join(USER + userId);
	}

	/**
	 * Sends a message to every socket in its room.
	 */
	void publish(Message message) {
		emit(this.namespace.to(message.roomId()), "message", this.json.message(message));
	}

	/**
	 * Tells every socket in the room, other than those of the user, that the user joined.
	 */
	void joined(String roomId, User user) {
		announce(others(roomId, user.id()), "user_joined", roomId, user);
	}

	/**
	 * Takes the user's sockets out of the room and tells the others.
	 */
	void left(String roomId, User user) {
		sockets(user.id()).forEach((socket) -> socket.leave(roomId));
		announce(this.namespace.to(roomId), "user_left", roomId, user);
	}

	/**
	 * Tells the room's other sockets what a user does on one socket.
	 * @param socket the socket
	 * @param event the event
	 * @param roomId the room
	 * @param user the user
	 */
	void announce(ServerSocket socket, String event, String roomId, User user) {
		announce(socket.to(roomId), event, roomId, user);
	}

	/**
	 * Disconnects the sockets of a user, who may be deleted, whose token is not good any
	 * more.
	 */
	void disconnectRevoked(String userId) {
		for (ServerSocket socket : sockets(userId)) {
			if (this.tokens.isRevoked(SocketGate.token(socket))) {
				socket.disconnect(false);
			}
		}
	}

	private Collection<ServerSocket> sockets(String userId) {
		return this.namespace.sockets(USER + userId);
	}

	private Broadcast others(String roomId, String userId) {
		Broadcast others = this.namespace.to(roomId);
		for (ServerSocket socket : sockets(userId)) {
			others = others.except(socket);
		}
		return others;
	}

	private void announce(Broadcast to, String event, String roomId, User user) {
		emit(to, event, this.json.membership(roomId, user.id(), user.username()));
	}

	private void emit(Broadcast to, String event, ObjectNode payload) {
		String name = this.dialect.event(event);
		this.recorder.add(new RecordedEvent(Kind.SENT, null, null, name, payload.toString()));
		to.emit(name, payload);
	}

}
