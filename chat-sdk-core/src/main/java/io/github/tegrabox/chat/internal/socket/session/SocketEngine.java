package io.github.tegrabox.chat.internal.socket.session;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.internal.socket.room.RecoveryPolicy;
import io.github.tegrabox.chat.internal.socket.room.Rooms;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.wire.SocketAuth;
import io.github.tegrabox.chat.internal.wire.SocketAuth.Place;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * The session and the rooms of one socket, behind one mailbox.
 */
final class SocketEngine {

	private final EngineTime time;

	private final SocketResources resources;

	private final SocketCounters counters;

	private final SocketLog log;

	private final Mailbox mailbox = new Mailbox();

	private final Timer timer;

	private final Session session;

	private final Rooms rooms;

	/** The lane of events that belong to no room. */
	private final Lane lane;

	private final Set<String> joined = new LinkedHashSet<>();

	/** Rooms to leave once their waiting sends are sent. */
	private final Set<String> leaving = new HashSet<>();

	/** Rooms whose leave is not sent yet, with one entry per leave. */
	private final Queue<String> parting = new ConcurrentLinkedQueue<>();

	/** Rooms left before the first connect(), which a group has to leave, too. */
	private final Set<String> leftEarly = new LinkedHashSet<>();

	/** The group that owns the rooms, if not this socket alone. */
	private @Nullable SharedRooms group;

	/** Whether connect() was ever called. */
	private boolean begun;

	private final DefaultSessionEffects connections;

	private volatile ConnectionState state = ConnectionState.DISCONNECTED;

	/** Calls of connect() that are expected or still in the mailbox. */
	private final AtomicInteger connects = new AtomicInteger();

	private final WaitingSends waiting;

	SocketEngine(EngineSettings settings, SocketResources resources, Dispatcher dispatcher, SocketCounters counters) {
		this.time = settings.time();
		this.resources = resources;
		this.counters = counters;
		this.log = new SocketLog(settings.address(), settings.time().nanos(), this::isRoomless);
		this.timer = new MailboxTimer(resources.timer(), this.mailbox, settings.time());
		this.lane = dispatcher.addLane();
		this.connections = new DefaultSessionEffects(this, settings, resources);
		SocketSettings socket = settings.socket();
		this.waiting = new WaitingSends(socket.ackTimeout(), settings.time().nanos(), resources.timer());
		TokenSource tokens = settings.tokens();
		this.session = new Session(this.connections, tokens != null && tokens.isRenewable(),
				SocketAuth.parse(settings.wire().socketAuth()).place() != Place.AUTH, settings.time().handshakeLimit(),
				socket.reconnect(), settings.random());
		boolean recovering = settings.history() != null && socket.recovery().enabled();
		this.rooms = new Rooms(new DefaultRoomEffects(this, this.connections, settings),
				new RecoveryPolicy(recovering, settings.wire().messageOrder(), socket.recovery().maxMessages(),
						socket.recovery().pollAfter(), socket.dispatch().queueCapacity(),
						socket.dispatch().queueSize()),
				socket.ackTimeout(), dispatcher, counters);
	}

	Mailbox mailbox() {
		return this.mailbox;
	}

	Session session() {
		return this.session;
	}

	Rooms rooms() {
		return this.rooms;
	}

	EngineTime time() {
		return this.time;
	}

	SocketResources resources() {
		return this.resources;
	}

	void post(Runnable input) {
		this.mailbox.post(input);
	}

	ConnectionState state() {
		return this.state;
	}

	@Nullable String userId() {
		return this.connections.userId();
	}

	Timer timer() {
		return this.timer;
	}

	void connect() {
		synchronized (this.joined) {
			this.begun = true;
		}
		this.connects.incrementAndGet();
		post(() -> {
			this.session.connect();
			this.connects.decrementAndGet();
		});
	}

	/**
	 * Makes sends wait for an expected call of connect().
	 * @return to be called once, when that call has come or will not come
	 */
	Runnable expectConnect() {
		this.connects.incrementAndGet();
		return () -> {
			this.connects.decrementAndGet();
			flush();
		};
	}

	void disconnect() {
		post(this.session::disconnect);
	}

	void close() {
		post(this.session::close);
	}

	Set<String> joined() {
		synchronized (this.joined) {
			return new LinkedHashSet<>(this.joined);
		}
	}

	/**
	 * Joins a room, unless the rooms belong to a group.
	 * @return the group, which has to join it, or {@code null}
	 */
	@Nullable SharedRooms join(String roomId) {
		boolean mine;
		synchronized (this.joined) {
			if (this.group != null) {
				return this.group;
			}
			this.leftEarly.remove(roomId);
			mine = add(roomId);
		}
		if (mine) {
			this.mailbox.workOff();
		}
		return null;
	}

	/**
	 * Joins a room for the group.
	 */
	void follow(String roomId) {
		change(() -> add(roomId));
	}

	private boolean add(String roomId) {
		this.joined.add(roomId);
		this.leaving.remove(roomId);
		return this.mailbox.put(() -> this.rooms.join(roomId));
	}

	void share(SharedRooms rooms) {
		Set<String> early = new LinkedHashSet<>();
		Set<String> left = new LinkedHashSet<>();
		change(() -> {
			if (this.group != null && !this.joined.isEmpty()) {
				throw new IllegalStateException("The socket follows another group");
			}
			early.addAll(this.joined);
			left.addAll(this.leftEarly);
			this.joined.clear();
			this.leftEarly.clear();
			this.group = rooms;
			return this.mailbox.put(() -> {
				early.forEach((roomId) -> this.rooms.forget(roomId, false, () -> {
				}));
				this.rooms.share(rooms);
			});
		});
		left.forEach(rooms::leave);
		early.forEach(rooms::join);
	}

	void forget(String roomId, boolean leave, Runnable idle) {
		change(() -> {
			this.joined.remove(roomId);
			this.leaving.remove(roomId);
			return this.mailbox.put(() -> this.rooms.forget(roomId, leave, idle));
		});
	}

	/**
	 * Leaves a room, unless the rooms belong to a group.
	 * @return the group, which has to leave it, or {@code null}
	 */
	@Nullable SharedRooms leave(String roomId) {
		synchronized (this.joined) {
			if (this.group != null) {
				return this.group;
			}
			if (!this.begun) {
				this.leftEarly.add(roomId);
			}
			if (!this.joined.remove(roomId)) {
				return null;
			}
			this.leaving.add(roomId);
		}
		if (!this.waiting.behind(roomId, () -> leaveNow(roomId))) {
			leaveNow(roomId);
		}
		return null;
	}

	private void leaveNow(String roomId) {
		change(() -> {
			// It may have been joined again in the meantime.
			if (!this.leaving.remove(roomId)) {
				return false;
			}
			this.parting.add(roomId);
			return this.mailbox.put(() -> {
				this.rooms.leave(roomId);
				this.parting.remove(roomId);
				flush();
			});
		});
	}

	/**
	 * Puts a change of the rooms into the mailbox within the lock, so that changes keep
	 * the order of the calls. Runs it outside the lock.
	 */
	private void change(BooleanSupplier put) {
		boolean mine;
		synchronized (this.joined) {
			mine = put.getAsBoolean();
		}
		if (mine) {
			this.mailbox.workOff();
		}
	}

	/**
	 * Sends a message without waiting for an answer: now, or when there is a connection
	 * and the room is joined.
	 * @throws ChatWebSocketException if the socket is neither connected nor about to be
	 */
	void sendInOrder(String roomId, String event, Object payload) {
		this.waiting.send(roomId, this::mustWait, () -> send(event, payload), (reason) -> post(() -> report(
				new SocketError("not_sent", "A message was not sent: " + reason, roomId, this.timer.now()))));
	}

	/**
	 * Sends a message and waits for the answer: now, or when there is a connection and
	 * the room is joined.
	 * @param roomId the id of the room
	 * @param event the name of the event
	 * @param payload its payload
	 * @param whole adds to the answer what was sent but is missing from it
	 * @param sink gets the answer
	 */
	void sendInOrder(String roomId, String event, Object payload, Function<Message, @Nullable Message> whole,
			MonoSink<Message> sink) {
		Runnable takeBack = this.waiting.send(roomId, this::mustWait, () -> send(event, payload, whole, sink),
				(reason) -> fail(sink, ChatWebSocketException.notSent("Not sent: " + reason, null)));
		if (takeBack != null) {
			sink.onDispose(takeBack::run);
		}
	}

	/**
	 * Returns whether a send to a room has to wait for the connection, for the room, or
	 * for a leave before it.
	 */
	private boolean mustWait(String roomId) {
		if (this.connections.connected() != null) {
			return this.parting.contains(roomId) || (!this.rooms.isSettled(roomId) && isWanted(roomId));
		}
		ConnectionState now = this.state;
		return now == ConnectionState.CONNECTING || now == ConnectionState.RECONNECTING
				|| now == ConnectionState.CONNECTED || (now == ConnectionState.DISCONNECTED && this.connects.get() > 0);
	}

	private boolean isWanted(String roomId) {
		synchronized (this.joined) {
			return this.joined.contains(roomId) || this.leaving.contains(roomId);
		}
	}

	/** Whether the socket joins no room. A group reports that for its own rooms. */
	private boolean isRoomless() {
		synchronized (this.joined) {
			return this.joined.isEmpty() && this.group == null;
		}
	}

	/**
	 * Sends without waiting for an answer.
	 * @throws ChatWebSocketException if not connected
	 */
	void send(String event, Object payload) {
		SessionLink current = this.connections.connected();
		SocketConnection connection = (current != null) ? current.connection() : null;
		if (connection == null) {
			throw notConnected();
		}
		connection.emit(event, payload);
	}

	private void send(String event, Object payload, Function<Message, @Nullable Message> whole,
			MonoSink<Message> sink) {
		SessionLink current = this.connections.connected();
		SocketConnection connection = (current != null) ? current.connection() : null;
		if (current == null || connection == null) {
			fail(sink, notConnected());
			return;
		}
		current.sends().send(connection, event, payload, whole, sink);
	}

	/**
	 * Subscribers must not run on the timer's thread or within the mailbox.
	 */
	private void fail(MonoSink<Message> sink, ChatWebSocketException failure) {
		this.resources.acknowledger().execute(() -> sink.error(failure));
	}

	private ChatWebSocketException notConnected() {
		ConnectionState now = this.state;
		String why = (now == ConnectionState.DISCONNECTED) ? ", since connect() was not called, or disconnect() was"
				: "";
		return ChatWebSocketException.notSent("Not connected: the socket is " + now + why, null);
	}

	/**
	 * Sends what no longer has to wait.
	 */
	void flush() {
		this.waiting.flush(this::mustWait);
	}

	/**
	 * Called when the session has a new state.
	 */
	void entered(ConnectionState next) {
		this.state = next;
		if (next == ConnectionState.DISCONNECTED || next == ConnectionState.FAILED) {
			this.rooms.rest();
			this.waiting.fail("the socket is " + next);
		}
		if (next == ConnectionState.FAILED) {
			this.log.failed();
		}
	}

	SocketLog log() {
		return this.log;
	}

	void report(ChatEvent event) {
		this.log.event(event);
		this.counters.received(event);
		if (event instanceof SocketConnected || event instanceof SocketDisconnected) {
			this.lane.force(event);
		}
		else if (!this.lane.offer(event)) {
			this.counters.dropped(event);
		}
	}

}
