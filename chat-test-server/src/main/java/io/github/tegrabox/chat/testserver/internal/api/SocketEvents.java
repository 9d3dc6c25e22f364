package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.testserver.fault.FaultEffect;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import io.github.tegrabox.chat.testserver.internal.socketio.Ack;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import io.github.tegrabox.chat.testserver.record.Recorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Handles the events that clients send. Lives on the server's loop.
 */
final class SocketEvents {

	/**
	 * The names of the events that clients send.
	 */
	static final List<String> RECEIVED = List.of("join_room", "leave_room", "send_message", "start_typing",
			"stop_typing");

	/**
	 * The names of the events that the server sends.
	 */
	static final List<String> SENT = List.of("message", "user_joined", "user_left", "user_typing",
			"user_stopped_typing", "error");

	private static final Logger logger = LoggerFactory.getLogger(SocketEvents.class);

	private final ChatStore store;

	private final LiveSockets live;

	private final Dialect dialect;

	private final Json json;

	private final Faults faults;

	private final Recorder recorder;

	private final TaskLoop loop;

	SocketEvents(ChatStore store, LiveSockets live, Settings settings, Faults faults, Recorder recorder,
			TaskLoop loop) {
		this.store = store;
		this.live = live;
		this.dialect = settings.dialect();
		this.json = new Json(settings.dialect());
		this.faults = faults;
		this.recorder = recorder;
		this.loop = loop;
	}

	void attach(ServerSocket socket) {
		String userId = SocketGate.token(socket).userId();
		this.live.add(socket, userId);
		this.recorder.add(new RecordedEvent(Kind.CONNECTED, socket.id(), userId, "connect", ""));
		socket.onDisconnect((reason) -> this.recorder
			.add(new RecordedEvent(Kind.DISCONNECTED, socket.id(), userId, reason.toString(), "")));
		socket.onAny((event, args) -> this.recorder.add(new RecordedEvent(Kind.RECEIVED, socket.id(), userId, event,
				args.isEmpty() ? "" : args.get(0).toString())));
		RECEIVED.forEach((event) -> socket.on(this.dialect.event(event),
				(args, ack) -> receive(new Incoming(socket, userId, event, args), ack)));
	}

	private void receive(Incoming incoming, Ack ack) {
		Ack answer = ack;
		Duration delay = Duration.ZERO;
		for (FaultEffect effect : this.faults.take(Faults.RECEIVE + incoming.event())) {
			if (effect instanceof FaultEffect.Delay later) {
				delay = delay.plus(later.time());
			}
			else if (effect instanceof FaultEffect.DropAck) {
				answer = new SilentAck(ack);
			}
			else {
				inPlaceOfEvent(incoming, ack, effect);
				return;
			}
		}
		if (delay.isZero()) {
			handle(incoming, answer);
		}
		else {
			Ack later = answer;
			this.loop.schedule(delay, () -> handle(incoming, later));
		}
	}

	private void inPlaceOfEvent(Incoming incoming, Ack ack, FaultEffect effect) {
		if (effect instanceof FaultEffect.Refuse refuse) {
			refuse(incoming, ack, new ApiException(400, refuse.code(), "A fault that was asked for."));
		}
		else if (effect instanceof FaultEffect.End end) {
			SocketFaults.end(incoming.socket(), end.ending());
		}
	}

	private void handle(Incoming incoming, Ack ack) {
		try {
			ObjectNode answer = Json.object().put("ok", true);
			Message message = apply(incoming);
			if (message != null) {
				answer.set("message", this.json.message(message));
			}
			ack.send(answer);
		}
		catch (ApiException ex) {
			refuse(incoming, ack, ex);
		}
		catch (RuntimeException ex) {
			logger.error("{} failed", incoming.event(), ex);
			refuse(incoming, ack, new ApiException(500, "internal_error", "The test server failed; its log says why."));
		}
	}

	private @Nullable Message apply(Incoming incoming) {
		Fields fields = Fields.of(payload(incoming), this.dialect::name);
		String roomId = fields.required("room_id", Call.ID_LENGTH);
		String content = incoming.event().equals("send_message")
				? fields.required("content", MessageOperations.CONTENT_LENGTH) : "";
		fields.check();
		User user = this.store.user(incoming.userId());
		ServerSocket socket = incoming.socket();
		switch (incoming.event()) {
			case "join_room" -> join(socket, roomId, user);
			case "leave_room" -> leave(socket, roomId, user);
			case "send_message" -> {
				requireMember(socket, roomId, user);
				return this.store.addMessage(roomId, user.id(), content, this.live::publish);
			}
			case "start_typing" -> {
				requireMember(socket, roomId, user);
				this.live.announce(socket, "user_typing", roomId, user);
			}
			case "stop_typing" -> {
				requireMember(socket, roomId, user);
				this.live.announce(socket, "user_stopped_typing", roomId, user);
			}
			default -> throw new IllegalStateException(incoming.event());
		}
		return null;
	}

	/**
	 * What an event carries, as an object even if that is the bare id of a room.
	 */
	private JsonNode payload(Incoming incoming) {
		JsonNode payload = incoming.payload();
		if (!this.dialect.isRoomBare(incoming.event())) {
			return payload;
		}
		if (!payload.isString()) {
			throw new ApiException(400, "validation_failed", "The id of a room is required, as text.");
		}
		return Json.object().put(this.dialect.name("room_id"), payload.stringValue());
	}

	private void join(ServerSocket socket, String roomId, User user) {
		this.store.join(roomId, user.id());
		if (!socket.isIn(roomId)) {
			socket.join(roomId);
			this.live.announce(socket, "user_joined", roomId, user);
		}
	}

	private void leave(ServerSocket socket, String roomId, User user) {
		boolean left = this.store.leave(roomId, user.id());
		if (socket.isIn(roomId) || left) {
			socket.leave(roomId);
			this.live.announce(socket, "user_left", roomId, user);
		}
	}

	private void requireMember(ServerSocket socket, String roomId, User user) {
		if (!this.store.isMember(roomId, user.id()) && !socket.isIn(roomId)) {
			throw new ApiException(403, "not_a_member", "Join the room first.");
		}
	}

	private void refuse(Incoming incoming, Ack ack, ApiException ex) {
		ObjectNode error = Json.error(ex.code(), ex.text(), ex.details());
		if (ack.isRequested()) {
			ObjectNode answer = Json.object().put("ok", false);
			answer.set("error", error);
			ack.send(answer);
			return;
		}
		JsonNode roomId = this.dialect.isRoomBare(incoming.event()) ? incoming.payload()
				: incoming.payload().get(this.dialect.name("room_id"));
		if (roomId != null && roomId.isString() && Fields.isUnicode(roomId.stringValue())) {
			error.put(this.json.name("room_id"), roomId.stringValue());
		}
		String name = this.dialect.event("error");
		this.recorder
			.add(new RecordedEvent(Kind.SENT, incoming.socket().id(), incoming.userId(), name, error.toString()));
		incoming.socket().emit(name, error);
	}

	/**
	 * An event that a client sent.
	 */
	private record Incoming(ServerSocket socket, String userId, String event, List<JsonNode> args) {

		JsonNode payload() {
			return this.args.isEmpty() ? Json.object() : this.args.get(0);
		}

	}

}
