package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.json.RequestWriter;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Listeners;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.internal.socket.room.SharedRooms;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.DispatchObserver;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.SocketMetrics;
import io.github.tegrabox.chat.socket.Subscription;
import io.github.tegrabox.chat.wire.WireSettings.Emits;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The socket. Passes calls to the engine, and listeners to their registry.
 */
// Not final, since an application's aspects may match it.
class DefaultChatSocket implements CloseableChatSocket, SharedSocket, ListenedSocket {

	private final EngineSettings settings;

	private final SocketEngine engine;

	private final Listeners listeners;

	private final Dispatcher dispatcher;

	private final SocketMetrics metrics;

	private final SendObservations observations;

	private final AtomicBoolean closed = new AtomicBoolean();

	DefaultChatSocket(EngineSettings settings, SocketResources resources, @Nullable ListenerErrorHandler errorHandler,
			SendObservations observations) {
		SocketCounters counters = new SocketCounters();
		this.settings = settings;
		this.observations = observations;
		this.listeners = new Listeners(errorHandler, counters);
		this.dispatcher = new Dispatcher(settings.socket().dispatch(), resources.listenerExecutor(),
				resources.listenerStarter(), (task) -> resources.runLater(task, SocketResources.A_LITTLE),
				this.listeners, counters, settings.time().workerWait());
		this.engine = new SocketEngine(settings, resources, this.dispatcher, counters);
		this.metrics = new Metrics(counters, this.dispatcher, settings.time().clock());
	}

	@Override
	public void connect() {
		if (this.closed.get()) {
			throw new IllegalStateException("The socket is closed");
		}
		if (this.settings.tokens() == null) {
			throw new IllegalStateException(
					"The socket needs a JWT: give the client a jwtToken or, better, a tokenProvider");
		}
		this.engine.connect();
	}

	@Override
	public void disconnect() {
		this.engine.disconnect();
	}

	@Override
	public boolean isHeldUpByItsEnd() {
		return this.dispatcher.isHeldUpByItsEnd();
	}

	@Override
	public Runnable atWork(ChatEvent event) {
		return this.dispatcher.atWork(event);
	}

	@Override
	public Runnable expectConnect() {
		return this.engine.expectConnect();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.engine.close();
			this.dispatcher.close(this.settings.socket().dispatch().shutdownTimeout());
		}
	}

	@Override
	public boolean isConnected() {
		return state() == ConnectionState.CONNECTED;
	}

	@Override
	public ConnectionState state() {
		return this.engine.state();
	}

	@Override
	public @Nullable String userId() {
		return this.engine.userId();
	}

	@Override
	public void joinRoom(String roomId) {
		requireRoom(roomId);
		SharedRooms group = this.engine.join(roomId);
		if (group != null) {
			group.join(roomId);
		}
	}

	@Override
	public void leaveRoom(String roomId) {
		requireRoom(roomId);
		SharedRooms group = this.engine.leave(roomId);
		if (group != null) {
			group.leave(roomId);
		}
	}

	@Override
	public void share(SharedRooms rooms) {
		this.engine.share(rooms);
	}

	@Override
	public void follow(String roomId) {
		requireRoom(roomId);
		this.engine.follow(roomId);
	}

	@Override
	public Mono<Void> forget(String roomId, boolean leave) {
		Sinks.Empty<Void> idle = Sinks.empty();
		this.engine.forget(roomId, leave, idle::tryEmitEmpty);
		return idle.asMono();
	}

	@Override
	public Set<String> rooms() {
		return this.engine.joined();
	}

	@Override
	public Set<String> joinedRooms() {
		return this.engine.rooms().joined();
	}

	@Override
	public Map<String, String> refusedRooms() {
		return this.engine.rooms().refused();
	}

	@Override
	public Map<String, Instant> waitingRooms() {
		return this.engine.rooms().waiting();
	}

	@Override
	public void sendMessage(String roomId, String content) {
		requireRoom(roomId);
		this.engine.sendInOrder(roomId, emits().sendMessage(), message(roomId, content));
	}

	@Override
	public Mono<Message> sendMessageAcked(String roomId, String content) {
		requireRoom(roomId);
		Object payload = message(roomId, content);
		return this.observations.observe(Mono.create((sink) -> this.engine.sendInOrder(roomId, emits().sendMessage(),
				payload, (accepted) -> whole(accepted, roomId, content), sink)));
	}

	/** Fills in what the acknowledgement leaves out from what was sent. */
	private @Nullable Message whole(Message accepted, String roomId, String content) {
		String user = accepted.userId().isEmpty() ? userId() : accepted.userId();
		if (user == null) {
			return null;
		}
		return new Message(accepted.id(), accepted.roomId().isEmpty() ? roomId : accepted.roomId(), user,
				accepted.username(), accepted.content().isEmpty() ? content : accepted.content(), accepted.createdAt());
	}

	@Override
	public void startTyping(String roomId) {
		requireRoom(roomId);
		sendIfConnected(emits().startTyping(), roomId);
	}

	@Override
	public void stopTyping(String roomId) {
		requireRoom(roomId);
		sendIfConnected(emits().stopTyping(), roomId);
	}

	private void sendIfConnected(String event, String roomId) {
		if (isConnected()) {
			try {
				this.engine.send(event, writer().room(roomId));
			}
			catch (ChatWebSocketException ex) {
				// Lost between the check and the send: whoever types will type again.
			}
		}
	}

	private RequestWriter writer() {
		return new RequestWriter(this.settings.wire());
	}

	private Emits emits() {
		return this.settings.wire().emits();
	}

	private Object message(String roomId, @Nullable String content) {
		if (content == null || content.isBlank()) {
			throw new IllegalArgumentException("content must not be blank");
		}
		return writer().message(roomId, content);
	}

	private static void requireRoom(@Nullable String roomId) {
		// A caller without null checks may pass null.
		if (roomId == null || roomId.isBlank()) {
			throw new IllegalArgumentException("roomId must not be blank");
		}
	}

	@Override
	public Subscription onMessage(Consumer<Message> listener) {
		return this.listeners.add(MessageReceived.class, ChatEventType.MESSAGE,
				(event) -> listener.accept(event.message()));
	}

	@Override
	public Subscription onUserJoined(Consumer<UserJoined> listener) {
		return this.listeners.add(UserJoined.class, ChatEventType.USER_JOINED, listener);
	}

	@Override
	public Subscription onUserLeft(Consumer<UserLeft> listener) {
		return this.listeners.add(UserLeft.class, ChatEventType.USER_LEFT, listener);
	}

	@Override
	public Subscription onUserTyping(Consumer<UserTyping> listener) {
		return this.listeners.add(UserTyping.class, ChatEventType.USER_TYPING, listener);
	}

	@Override
	public Subscription onUserStoppedTyping(Consumer<UserStoppedTyping> listener) {
		return this.listeners.add(UserStoppedTyping.class, ChatEventType.USER_STOPPED_TYPING, listener);
	}

	@Override
	public Subscription onError(Consumer<SocketError> listener) {
		return this.listeners.add(SocketError.class, ChatEventType.ERROR, listener);
	}

	@Override
	public Subscription onConnect(Consumer<SocketConnected> listener) {
		return this.listeners.add(SocketConnected.class, ChatEventType.CONNECTED, listener);
	}

	@Override
	public Subscription onDisconnect(Consumer<SocketDisconnected> listener) {
		return this.listeners.add(SocketDisconnected.class, ChatEventType.DISCONNECTED, listener);
	}

	@Override
	public Subscription onEvent(Consumer<ChatEvent> listener) {
		return this.listeners.addToAll(listener);
	}

	@Override
	public Subscription onEventAsync(Function<ChatEvent, Mono<Void>> listener) {
		return this.listeners.addAsync(listener);
	}

	@Override
	public boolean hasListener(Predicate<Object> which) {
		return this.listeners.has(which);
	}

	@Override
	public Flux<ChatEvent> events() {
		return this.dispatcher.events();
	}

	@Override
	public SocketMetrics metrics() {
		return this.metrics;
	}

	@Override
	public Subscription observe(DispatchObserver observer) {
		return this.listeners.observe(observer);
	}

	/**
	 * Metrics that are read from their sources.
	 *
	 * @param counters the counters
	 * @param dispatcher the dispatcher, for what is queued
	 * @param clock the time of day
	 */
	private record Metrics(SocketCounters counters, Dispatcher dispatcher, Clock clock) implements SocketMetrics {

		@Override
		public long reconnects() {
			return this.counters.reconnects();
		}

		@Override
		public long received(ChatEventType type) {
			return this.counters.received(type);
		}

		@Override
		public long recovered() {
			return this.counters.recoveredCount();
		}

		@Override
		public long dropped(ChatEventType type) {
			return this.counters.dropped(type);
		}

		@Override
		public int queued() {
			return this.dispatcher.queued();
		}

		@Override
		public long listenerFailures() {
			return this.counters.listenerFailures();
		}

		@Override
		public @Nullable Instant busySince() {
			Long since = this.dispatcher.busySince();
			return (since != null) ? this.clock.instant().minusNanos(System.nanoTime() - since) : null;
		}

	}

}
