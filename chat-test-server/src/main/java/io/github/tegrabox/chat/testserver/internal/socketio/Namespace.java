package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A namespace with its sockets and rooms. Its methods may be called from any thread.
 */
public final class Namespace {

	private static final Logger logger = LoggerFactory.getLogger(Namespace.class);

	private final SocketIoServer server;

	private final String name;

	private final List<Middleware> middleware = new CopyOnWriteArrayList<>();

	private final List<Consumer<ServerSocket>> connectionHandlers = new CopyOnWriteArrayList<>();

	private final Map<String, ServerSocket> sockets = new ConcurrentHashMap<>();

	private final Map<String, Set<ServerSocket>> rooms = new ConcurrentHashMap<>();

	Namespace(SocketIoServer server, String name) {
		this.server = server;
		this.name = name;
	}

	/**
	 * Returns the name.
	 * @return the name with its slash
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Adds a check that new sockets have to pass, after those added before.
	 * @param middleware the check
	 */
	public void use(Middleware middleware) {
		this.middleware.add(middleware);
	}

	/**
	 * Adds a handler for new sockets, to register event handlers with them.
	 * @param handler called on the loop, after the client was told that it is connected
	 * and before its first event
	 */
	public void onConnection(Consumer<ServerSocket> handler) {
		this.connectionHandlers.add(handler);
	}

	/**
	 * Returns the connected sockets.
	 * @return a snapshot
	 */
	public Collection<ServerSocket> sockets() {
		return List.copyOf(this.sockets.values());
	}

	/**
	 * Returns the sockets of a room.
	 * @param room the room's name
	 * @return a snapshot
	 */
	public Collection<ServerSocket> sockets(String room) {
		return List.copyOf(members(room));
	}

	/**
	 * Returns a connected socket.
	 * @param id the socket's id
	 * @return the socket, or {@code null} if it is not connected
	 */
	public @Nullable ServerSocket socket(String id) {
		return this.sockets.get(id);
	}

	/**
	 * Addresses the sockets of a room.
	 * @param room the room's name
	 * @return the addressees
	 */
	public Broadcast to(String room) {
		return new Broadcast(this, Set.of(room), Set.of());
	}

	/**
	 * Sends an event to all sockets.
	 * @param event the event's name
	 * @param args anything Jackson can write, byte arrays as binary
	 */
	public void emit(String event, @Nullable Object... args) {
		new Broadcast(this, Set.of(), Set.of()).emit(event, args);
	}

	SocketIoServer server() {
		return this.server;
	}

	Set<ServerSocket> members(String room) {
		return this.rooms.getOrDefault(room, Set.of());
	}

	Collection<ServerSocket> all() {
		return this.sockets.values();
	}

	void check(ServerSocket socket) throws ConnectRefusedException {
		for (Middleware next : this.middleware) {
			try {
				next.check(socket);
			}
			catch (RuntimeException ex) {
				logger.error("Middleware of namespace {} failed", this.name, ex);
				throw new ConnectRefusedException("internal error", null);
			}
		}
	}

	void add(ServerSocket socket) {
		this.sockets.put(socket.id(), socket);
	}

	void welcome(ServerSocket socket) {
		for (Consumer<ServerSocket> handler : this.connectionHandlers) {
			try {
				handler.accept(socket);
			}
			catch (RuntimeException ex) {
				logger.error("Connection handler of namespace {} failed", this.name, ex);
			}
		}
	}

	void remove(ServerSocket socket) {
		this.sockets.remove(socket.id());
		socket.rooms().forEach((room) -> leave(socket, room));
	}

	void join(ServerSocket socket, String room) {
		this.rooms.computeIfAbsent(room, (key) -> ConcurrentHashMap.newKeySet()).add(socket);
	}

	void leave(ServerSocket socket, String room) {
		this.rooms.computeIfPresent(room, (key, members) -> {
			members.remove(socket);
			return members.isEmpty() ? null : members;
		});
	}

}
