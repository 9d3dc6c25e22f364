package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The addressees of an event: the sockets of some rooms, or all of a namespace, less
 * some. Immutable; may be used from any thread.
 */
public final class Broadcast {

	private final Namespace namespace;

	private final Set<String> rooms;

	private final Set<ServerSocket> except;

	Broadcast(Namespace namespace, Set<String> rooms, Set<ServerSocket> except) {
		this.namespace = namespace;
		this.rooms = rooms;
		this.except = except;
	}

	/**
	 * Addresses the sockets of another room as well; who is in both gets the event once.
	 * @param room the room's name
	 * @return the addressees
	 */
	public Broadcast to(String room) {
		return new Broadcast(this.namespace, plus(this.rooms, room), this.except);
	}

	/**
	 * Leaves a socket out.
	 * @param socket who does not get the event
	 * @return the addressees
	 */
	public Broadcast except(ServerSocket socket) {
		return new Broadcast(this.namespace, this.rooms, plus(this.except, socket));
	}

	/**
	 * Sends an event to whoever is addressed by then. It is encoded once.
	 * @param event the event's name
	 * @param args anything Jackson can write, byte arrays as binary
	 * @throws tools.jackson.core.JacksonException if Jackson cannot write an argument
	 */
	public void emit(String event, @Nullable Object... args) {
		SocketIoServer server = this.namespace.server();
		List<Frame> frames = server.writer().write(this.namespace.name(), event, null, args);
		server.loop().run(() -> recipients().forEach((socket) -> {
			if (!this.except.contains(socket)) {
				socket.deliver(event, frames);
			}
		}));
	}

	private Collection<ServerSocket> recipients() {
		if (this.rooms.isEmpty()) {
			return this.namespace.all();
		}
		if (this.rooms.size() == 1) {
			return this.namespace.members(this.rooms.iterator().next());
		}
		Set<ServerSocket> union = new LinkedHashSet<>();
		this.rooms.forEach((room) -> union.addAll(this.namespace.members(room)));
		return union;
	}

	private static <T> Set<T> plus(Set<T> set, T element) {
		Set<T> larger = new HashSet<>(set);
		larger.add(element);
		return Set.copyOf(larger);
	}

}
