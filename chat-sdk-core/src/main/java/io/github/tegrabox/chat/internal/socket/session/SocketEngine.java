package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.RequestWriter;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.internal.socket.room.RecoveryPolicy;
import io.github.tegrabox.chat.internal.socket.room.Rooms;
import io.github.tegrabox.chat.internal.socket.room.RoomsPort;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings.Emits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Session and rooms of one socket, behind one mailbox, with their effects on the
 * transport, the token source, the history and the dispatcher.
 */
final class SocketEngine {

	private static final Logger logger = LoggerFactory.getLogger(SocketEngine.class);

	private final EngineSettings settings;

	private final SocketResources resources;

	private final Dispatcher dispatcher;

	private final SocketCounters counters;

	private final SocketLog log;

	private final Mailbox mailbox = new Mailbox();

	private final Timer timer;

	private final Session session;

	private final Rooms rooms;

	/** The lane of what belongs to no room. */
	private final Lane lane;

	private final Set<String> joined = new LinkedHashSet<>();

	private @Nullable SessionLink link;

	/** Whether the connection that was tried last began as a WebSocket. */
	private boolean triedWebSocket;

	/** Whether that one was answered, but did not get through. */
	private boolean webSocketBlocked;

	/** The link while it is connected, for those who send. */
	private volatile @Nullable SessionLink connected;

	private volatile ConnectionState state = ConnectionState.DISCONNECTED;

	/** Calls of connect that are on their way to the session. */
	private final AtomicInteger connects = new AtomicInteger();

	private final WaitingSends waiting;

	/** Who the socket is, by its newest token that tells. */
	private volatile @Nullable String userId;

	SocketEngine(EngineSettings settings, SocketResources resources, Dispatcher dispatcher, SocketCounters counters) {
		this.settings = settings;
		this.resources = resources;
		this.dispatcher = dispatcher;
		this.counters = counters;
		this.log = new SocketLog(address());
		this.timer = new MailboxTimer(resources.timer(), this.mailbox, settings.time());
		this.lane = dispatcher.addLane();
		SocketSettings socket = settings.socket();
		this.waiting = new WaitingSends(socket.ackTimeout(), settings.time().nanos(), resources.timer());
		TokenSource tokens = settings.tokens();
		this.session = new Session(
				new SessionPort(), new SessionSettings(tokens != null && tokens.isRenewable(),
						settings.time().handshakeLimit(), socket.reconnect().maxDelay()),
				socket.reconnect(), settings.random());
		boolean recovering = settings.history() != null && socket.recovery().enabled();
		this.rooms = new Rooms(new RoomPort(),
				new RecoveryPolicy(recovering, settings.wire().messageOrder(), socket.recovery().maxMessages(),
						socket.recovery().pollAfter(), socket.dispatch().queueCapacity()),
				socket.ackTimeout(), dispatcher, counters);
	}

	private URI address() {
		URI url = this.settings.socket().url();
		return (url != null) ? url : this.settings.baseUrl();
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
		return this.settings.time();
	}

	/**
	 * Does something later, outside the mailbox.
	 * @return whether it will be done
	 */
	boolean later(Runnable task, Duration delay) {
		try {
			var unused = this.resources.timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	void post(Runnable input) {
		this.mailbox.post(input);
	}

	ConnectionState state() {
		return this.state;
	}

	@Nullable String userId() {
		return this.userId;
	}

	private void remember(Token token) {
		if (token.userId() != null) {
			this.userId = token.userId();
		}
	}

	void connect() {
		this.connects.incrementAndGet();
		post(() -> {
			this.session.connect();
			this.connects.decrementAndGet();
		});
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

	void join(String roomId) {
		boolean mine;
		synchronized (this.joined) {
			mine = this.joined.add(roomId) && this.mailbox.put(() -> this.rooms.join(roomId));
		}
		if (mine) {
			this.mailbox.workOff();
		}
	}

	void share(SharedRooms rooms) {
		synchronized (this.joined) {
			if (!this.joined.isEmpty()) {
				throw new IllegalStateException("The socket has rooms already");
			}
		}
		post(() -> this.rooms.share(rooms));
	}

	void forget(String roomId, boolean leave, Runnable idle) {
		boolean mine;
		synchronized (this.joined) {
			this.joined.remove(roomId);
			mine = this.mailbox.put(() -> this.rooms.forget(roomId, leave, idle));
		}
		if (mine) {
			this.mailbox.workOff();
		}
	}

	void leave(String roomId) {
		boolean mine;
		synchronized (this.joined) {
			mine = this.joined.remove(roomId) && this.mailbox.put(() -> this.rooms.leave(roomId));
		}
		if (mine) {
			this.mailbox.workOff();
		}
	}

	/**
	 * Sends a message without waiting for an answer: now, or when there is a connection
	 * and the room is joined.
	 * @param roomId the id of the room
	 * @param event the name of the event
	 * @param payload its payload
	 * @throws ChatWebSocketException if the socket is not connected, nor about to be
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
	 * @param sink gets the answer
	 */
	void sendInOrder(String roomId, String event, Object payload, MonoSink<Message> sink) {
		Runnable takeBack = this.waiting.send(roomId, this::mustWait, () -> send(event, payload, sink),
				(reason) -> sink.error(ChatWebSocketException.notSent("Not sent: " + reason, null)));
		if (takeBack != null) {
			sink.onDispose(takeBack::run);
		}
	}

	/**
	 * Whether a send to a room has to wait: for the connection, or for the room.
	 */
	private boolean mustWait(String roomId) {
		if (this.connected != null) {
			return !this.rooms.isSettled(roomId) && isWanted(roomId);
		}
		ConnectionState now = this.state;
		return now == ConnectionState.CONNECTING || now == ConnectionState.RECONNECTING
				|| now == ConnectionState.CONNECTED || (now == ConnectionState.DISCONNECTED && this.connects.get() > 0);
	}

	private boolean isWanted(String roomId) {
		synchronized (this.joined) {
			return this.joined.contains(roomId);
		}
	}

	/**
	 * Sends without waiting for an answer.
	 * @param event the name of the event
	 * @param payload its payload
	 * @throws ChatWebSocketException if not connected
	 */
	void send(String event, Object payload) {
		SessionLink current = this.connected;
		SocketConnection connection = (current != null) ? current.connection() : null;
		if (connection == null) {
			throw notConnected();
		}
		connection.emit(event, payload);
	}

	void send(String event, Object payload, MonoSink<Message> sink) {
		SessionLink current = this.connected;
		SocketConnection connection = (current != null) ? current.connection() : null;
		if (current == null || connection == null) {
			sink.error(notConnected());
			return;
		}
		current.sends().send(connection, event, payload, sink);
	}

	private ChatWebSocketException notConnected() {
		return ChatWebSocketException.notSent("Not connected: the socket is " + this.state, null);
	}

	/**
	 * A connection has ended, or did not come to be.
	 */
	void closed(long attempt, String reason, @Nullable Throwable cause) {
		if (this.session.isCurrent(attempt)) {
			this.webSocketBlocked = this.triedWebSocket && cause instanceof HandshakeException handshake
					&& handshake.failure().isWebSocketBlocked();
		}
		this.session.closed(attempt, reason, cause);
	}

	private void report(ChatEvent event) {
		this.log.event(event);
		this.counters.received(event);
		if (event instanceof SocketConnected || event instanceof SocketDisconnected) {
			this.lane.force(event);
		}
		else if (!this.lane.offer(event)) {
			this.counters.dropped(event);
		}
	}

	private final class SessionPort implements SessionEffects {

		@Override
		public void requestToken(long attempt, @Nullable Token refused) {
			SocketEngine engine = SocketEngine.this;
			TokenSource tokens = engine.settings.tokens();
			engine.rooms.prepare();
			Mono<Token> source = Mono.defer(() -> {
				if (tokens == null) {
					return Mono.empty();
				}
				return (refused != null) ? tokens.renew(refused) : tokens.current();
			});
			source.switchIfEmpty(Mono.error(() -> new ChatException("the token source is empty")))
				.doOnNext(engine::remember)
				.subscribe((token) -> engine.post(() -> engine.session.tokenArrived(attempt, token)),
						(failure) -> engine.post(() -> engine.session.tokenFailed(attempt, failure)));
		}

		@Override
		public void refreshToken(Token expiring) {
			SocketEngine engine = SocketEngine.this;
			TokenSource tokens = engine.settings.tokens();
			if (tokens != null) {
				Mono.defer(() -> tokens.renew(expiring))
					.subscribe((token) -> engine.post(() -> engine.session.tokenRefreshed(token)),
							(failure) -> engine.post(() -> engine.session.tokenNotRefreshed(expiring)));
			}
		}

		@Override
		public void whenReady(Runnable then) {
			SocketEngine.this.rooms.whenReady(then);
		}

		@Override
		public void open(long attempt, Token token) {
			SocketEngine engine = SocketEngine.this;
			SocketSettings socket = engine.settings.socket();
			SessionLink opening = new SessionLink(attempt, engine, new AckedSends(socket.ackTimeout(),
					engine.settings.time().nanos(), engine.resources.timer(), engine.resources.acknowledger()));
			engine.link = opening;
			try {
				opening.connection(engine.resources.transport()
					.open(new ConnectRequest(address(), socket.path(), nextTransports(socket.transports()), token,
							engine.settings.time().handshakeLimit(), engine.settings.wire(), socket.maxEventSize()),
							opening));
			}
			catch (RuntimeException ex) {
				opening.onClosed("transport error", ex);
			}
		}

		/**
		 * A WebSocket first, each time; polling only right after one that was answered,
		 * but did not get through.
		 */
		private List<String> nextTransports(List<String> transports) {
			SocketEngine engine = SocketEngine.this;
			List<String> next = new ArrayList<>(transports);
			if (engine.webSocketBlocked) {
				Collections.rotate(next, -1);
			}
			engine.webSocketBlocked = false;
			engine.triedWebSocket = next.get(0).equals("websocket");
			return next;
		}

		@Override
		public void close() {
			SessionLink current = SocketEngine.this.link;
			SocketEngine.this.link = null;
			SocketEngine.this.connected = null;
			if (current != null) {
				SocketConnection connection = current.connection();
				if (connection != null) {
					connection.close();
				}
				current.sends().linkDown("closed");
			}
		}

		@Override
		public void linkUp() {
			SocketEngine.this.connected = SocketEngine.this.link;
			SocketEngine.this.rooms.linkUp();
			SocketEngine.this.waiting.flush(SocketEngine.this::mustWait);
		}

		@Override
		public void linkDown(String reason) {
			SocketEngine.this.rooms.linkDown();
		}

		@Override
		public long lastActivity() {
			SessionLink current = SocketEngine.this.link;
			return (current != null) ? current.lastActivity() : SocketEngine.this.timer.nanos();
		}

		@Override
		public void report(ChatEvent event) {
			if (event instanceof SocketConnected up && up.reconnect()) {
				SocketEngine.this.counters.reconnected();
			}
			SocketEngine.this.report(event);
		}

		@Override
		public void stateChanged(ConnectionState state) {
			SocketEngine.this.state = state;
			if (state == ConnectionState.DISCONNECTED || state == ConnectionState.FAILED) {
				SocketEngine.this.rooms.rest();
				SocketEngine.this.waiting.fail("the socket is " + state);
			}
			if (state == ConnectionState.FAILED) {
				SocketEngine.this.log.failed();
			}
		}

		@Override
		public Timer timer() {
			return SocketEngine.this.timer;
		}

	}

	private final class RoomPort implements RoomsPort {

		private Emits emits() {
			return SocketEngine.this.settings.wire().emits();
		}

		private Object payload(String roomId) {
			return new RequestWriter(SocketEngine.this.settings.wire()).room(roomId);
		}

		@Override
		public void join(String roomId, Consumer<Acknowledgement> answer) {
			SessionLink current = SocketEngine.this.link;
			SocketConnection connection = (current != null) ? current.connection() : null;
			if (current == null || connection == null) {
				return;
			}
			try {
				connection.emit(emits().joinRoom(), payload(roomId), (ack) -> post(() -> answer.accept(ack)));
			}
			catch (ChatWebSocketException ex) {
				// Without it the room would stay silent: the next connection joins.
				current.onClosed("transport error", ex);
			}
		}

		@Override
		public void settled(String roomId) {
			SocketEngine.this.waiting.flush(SocketEngine.this::mustWait);
		}

		@Override
		public void leave(String roomId) {
			try {
				send(emits().leaveRoom(), payload(roomId));
			}
			catch (ChatWebSocketException ex) {
				logger.debug("Not sent: {}; what still comes of the room is ignored", ex.getMessage());
			}
		}

		@Override
		public void fetch(String roomId, PaginationParams pagination,
				BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
			Mono.defer(() -> SocketEngine.this.settings.requiredHistory().list(roomId, pagination))
				.switchIfEmpty(Mono.error(() -> new ChatException("No page")))
				.subscribe((page) -> post(() -> answer.accept(page, null)),
						(failure) -> post(() -> answer.accept(null, failure)));
		}

		@Override
		public @Nullable String userId() {
			return SocketEngine.this.userId;
		}

		@Override
		public void report(ChatEvent event) {
			SocketEngine.this.report(event);
		}

		@Override
		public String messageEvent() {
			return SocketEngine.this.settings.wire().events().message();
		}

		@Override
		public RandomGenerator random() {
			return SocketEngine.this.settings.random();
		}

		@Override
		public void log(ChatEvent event) {
			SocketEngine.this.log.event(event);
		}

		@Override
		public void post(Runnable input) {
			SocketEngine.this.post(input);
		}

		@Override
		public Timer timer() {
			return SocketEngine.this.timer;
		}

	}

}
