package io.github.tegrabox.chat.testserver.internal.socketio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A client in a namespace, seen from the server. Its methods may be called from any
 * thread; what one thread sends arrives in its order.
 */
public final class ServerSocket {

	private static final Logger logger = LoggerFactory.getLogger(ServerSocket.class);

	private final String id;

	private final Namespace namespace;

	private final ClientConnection connection;

	private final Handshake handshake;

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private final Set<String> rooms = ConcurrentHashMap.newKeySet();

	private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();

	private final List<AnyEventHandler> anyHandlers = new CopyOnWriteArrayList<>();

	private final List<Consumer<DisconnectReason>> disconnectHandlers = new CopyOnWriteArrayList<>();

	private final AtomicLong ackIds = new AtomicLong();

	private final Map<Long, PendingAck> pendingAcks = new HashMap<>();

	private volatile boolean connected = true;

	ServerSocket(Namespace namespace, ClientConnection connection, Handshake handshake) {
		this.id = namespace.server().engine().newId();
		this.namespace = namespace;
		this.connection = connection;
		this.handshake = handshake;
	}

	/**
	 * Returns the socket's id.
	 * @return the id that the client knows, too
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns where the socket is.
	 * @return the namespace
	 */
	public Namespace namespace() {
		return this.namespace;
	}

	/**
	 * Returns what the client said when it connected.
	 * @return credential and HTTP request
	 */
	public Handshake handshake() {
		return this.handshake;
	}

	/**
	 * Returns what the server's user keeps with the socket.
	 * @return a map for any use, safe for threads
	 */
	public Map<String, Object> attributes() {
		return this.attributes;
	}

	/**
	 * Tells whether the client is still there, as far as the server knows.
	 * @return whether it is connected
	 */
	public boolean isConnected() {
		return this.connected;
	}

	/**
	 * Sets the handler of an event, in place of any it had.
	 * @param event the event's name
	 * @param handler the handler
	 */
	public void on(String event, EventHandler handler) {
		this.handlers.put(event, handler);
	}

	/**
	 * Adds an onlooker of all events.
	 * @param handler the onlooker
	 */
	public void onAny(AnyEventHandler handler) {
		this.anyHandlers.add(handler);
	}

	/**
	 * Adds a handler for the end.
	 * @param handler called on the loop, once; {@link #rooms()} still tells where the
	 * socket was
	 */
	public void onDisconnect(Consumer<DisconnectReason> handler) {
		this.disconnectHandlers.add(handler);
	}

	/**
	 * Sends an event.
	 * @param event the event's name
	 * @param args anything Jackson can write, byte arrays as binary
	 * @throws tools.jackson.core.JacksonException if Jackson cannot write an argument
	 */
	public void emit(String event, @Nullable Object... args) {
		List<Frame> frames = write(event, null, args);
		run(() -> deliver(event, frames));
	}

	/**
	 * Sends an event that the client has to acknowledge.
	 * @param timeout how long to wait for it
	 * @param event the event's name
	 * @param args anything Jackson can write, byte arrays as binary
	 * @return the acknowledgement's arguments; fails with a {@link TimeoutException}, or
	 * with an {@link IOException} if the client goes away; completed on the loop
	 */
	public CompletableFuture<List<JsonNode>> emitWithAck(Duration timeout, String event, @Nullable Object... args) {
		long ackId = this.ackIds.getAndIncrement();
		List<Frame> frames = write(event, ackId, args);
		CompletableFuture<List<JsonNode>> result = new CompletableFuture<>();
		run(() -> {
			if (!this.connected) {
				result.completeExceptionally(new IOException("The socket is disconnected"));
				return;
			}
			this.pendingAcks.put(ackId, new PendingAck(result, this.namespace.server().loop().schedule(timeout, () -> {
				this.pendingAcks.remove(ackId);
				result.completeExceptionally(
						new TimeoutException("No acknowledgement of '" + event + "' within " + timeout));
			})));
			deliver(event, frames);
		});
		return result;
	}

	/**
	 * Enters a room.
	 * @param room the room's name
	 */
	public void join(String room) {
		run(() -> {
			if (this.connected && this.rooms.add(room)) {
				this.namespace.join(this, room);
			}
		});
	}

	/**
	 * Leaves a room.
	 * @param room the room's name
	 */
	public void leave(String room) {
		run(() -> {
			if (this.connected && this.rooms.remove(room)) {
				this.namespace.leave(this, room);
			}
		});
	}

	/**
	 * Returns the rooms that the socket is in.
	 * @return a snapshot
	 */
	public Set<String> rooms() {
		return Set.copyOf(this.rooms);
	}

	/**
	 * Tells whether the socket is in a room.
	 * @param room the room's name
	 * @return whether it is
	 */
	public boolean isIn(String room) {
		return this.rooms.contains(room);
	}

	/**
	 * Addresses the other sockets of a room.
	 * @param room the room's name
	 * @return the addressees, without this socket
	 */
	public Broadcast to(String room) {
		return this.namespace.to(room).except(this);
	}

	/**
	 * Sends the client away with a disconnect packet, after which it does not reconnect
	 * by itself.
	 * @param close whether to close the connection, too, for all namespaces
	 */
	public void disconnect(boolean close) {
		run(() -> {
			if (this.connected) {
				if (close) {
					this.connection.close();
				}
				else {
					this.connection.dismiss(this);
				}
			}
		});
	}

	/**
	 * Does something with the connection below, on the loop: the place for faults, such
	 * as {@code socket.onSession(EngineSession::reset)}.
	 * @param action what to do
	 */
	public void onSession(Consumer<EngineSession> action) {
		run(() -> action.accept(this.connection.session()));
	}

	void deliver(String event, List<Frame> frames) {
		if (!this.connected) {
			return;
		}
		Fate fate = this.namespace.server().decide(this, event);
		for (int i = 0; i < fate.copies(); i++) {
			if (fate.delay().isZero()) {
				this.connection.send(frames);
			}
			else {
				this.namespace.server().loop().schedule(fate.delay(), () -> send(frames));
			}
		}
	}

	void receive(Packet packet) {
		List<JsonNode> args = new ArrayList<>();
		if (packet.data() != null) {
			packet.data().forEach(args::add);
		}
		if (packet.type().isAck()) {
			PendingAck pending = this.pendingAcks.remove(packet.id());
			if (pending != null) {
				pending.complete(args);
			}
			return;
		}
		String event = args.remove(0).asString();
		try {
			this.anyHandlers.forEach((handler) -> handler.handle(event, args));
			EventHandler handler = this.handlers.get(event);
			if (handler != null) {
				handler.handle(args, new SocketAck(this, packet.id()));
			}
		}
		catch (RuntimeException ex) {
			logger.error("Handler of event '{}' failed", event, ex);
		}
	}

	/** The socket is out of the connection's books already. */
	void leave(DisconnectReason reason) {
		this.connected = false;
		this.namespace.remove(this);
		List.copyOf(this.pendingAcks.values())
			.forEach((pending) -> pending.fail(new IOException("The socket is disconnected: " + reason)));
		this.pendingAcks.clear();
		for (Consumer<DisconnectReason> handler : this.disconnectHandlers) {
			try {
				handler.accept(reason);
			}
			catch (RuntimeException ex) {
				logger.error("Disconnect handler failed", ex);
			}
		}
	}

	List<Frame> write(@Nullable String event, @Nullable Long ackId, @Nullable Object[] args) {
		return this.namespace.server().writer().write(this.namespace.name(), event, ackId, args);
	}

	void run(Runnable task) {
		this.namespace.server().loop().run(task);
	}

	void send(List<Frame> frames) {
		if (this.connected) {
			this.connection.send(frames);
		}
	}

	@Override
	public String toString() {
		return "socket " + this.id + " in " + this.namespace.name();
	}

}
