package io.github.tegrabox.chat.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.listener.ListenerFigures;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} that shows the sockets and the listeners of an application, but no
 * content of messages and no secrets.
 */
@Endpoint(id = "chat")
public final class ChatEndpoint {

	private final Map<String, ChatSocket> sockets;

	private final Supplier<Collection<ListenerFigures>> listeners;

	private final @Nullable ReplicaState replica;

	private final Map<String, LastEvent> lastEvents = new ConcurrentHashMap<>();

	private final Set<String> paused = ConcurrentHashMap.newKeySet();

	/**
	 * Creates an endpoint.
	 * @param sockets the sockets by name
	 * @param listeners supplies the figures of the listeners
	 * @param replica the state of this process in its group, {@code null} if delivery is
	 * live
	 */
	public ChatEndpoint(Map<String, ChatSocket> sockets, Supplier<Collection<ListenerFigures>> listeners,
			@Nullable ReplicaState replica) {
		this.replica = replica;
		this.sockets = new TreeMap<>(sockets);
		this.listeners = listeners;
		this.sockets.forEach((name, socket) -> socket
			.observe((event, duration, failure) -> this.lastEvents.put(name, LastEvent.of(event))));
	}

	/**
	 * Describes all sockets and listeners.
	 * @return the description
	 */
	@ReadOperation
	public Description describe() {
		Map<String, SocketDescription> described = new TreeMap<>();
		this.sockets.forEach((name, socket) -> described.put(name, describe(name, socket)));
		return new Description(described,
				this.listeners.get()
					.stream()
					.map(ListenerDescription::of)
					.sorted(Comparator.comparing(ListenerDescription::id))
					.toList(),
				(this.replica != null) ? ReplicaDescription.of(this.replica) : null);
	}

	/**
	 * Describes one socket.
	 * @param socket the name of the socket
	 * @return the description, or {@code null} if there is no socket with that name
	 */
	@ReadOperation
	public @Nullable SocketDescription describeSocket(@Selector String socket) {
		ChatSocket found = this.sockets.get(socket);
		return (found != null) ? describe(socket, found) : null;
	}

	/**
	 * Pauses or resumes a socket. A paused socket is disconnected. Messages that it
	 * misses are fetched when it is resumed.
	 * @param socket the name of the socket
	 * @param action {@code pause} or {@code resume}
	 * @return the description, or {@code null} if there is no socket with that name
	 */
	@WriteOperation
	public @Nullable SocketDescription change(@Selector String socket, String action) {
		ChatSocket found = this.sockets.get(socket);
		if (found == null) {
			return null;
		}
		switch (action) {
			case "pause" -> {
				this.paused.add(socket);
				found.disconnect();
			}
			case "resume" -> {
				this.paused.remove(socket);
				found.connect();
			}
			default -> throw new InvalidEndpointRequestException("No action '" + action + "'",
					"The action is 'pause' or 'resume'");
		}
		return describe(socket, found);
	}

	private SocketDescription describe(String name, ChatSocket socket) {
		return new SocketDescription(socket.state().name(), this.paused.contains(name), socket.userId(), socket.rooms(),
				socket.joinedRooms(), socket.refusedRooms(), socket.waitingRooms(), socket.metrics().reconnects(),
				socket.metrics().queued(), socket.metrics().busySince(), this.lastEvents.get(name));
	}

	/**
	 * Sockets, listeners and replica of an application.
	 *
	 * @param sockets the sockets by name
	 * @param listeners the listeners
	 * @param replica this process in its group, or {@code null} unless delivery is
	 * durable
	 */
	public record Description(Map<String, SocketDescription> sockets, List<ListenerDescription> listeners,
			@Nullable ReplicaDescription replica) {

	}

	/**
	 * A socket.
	 *
	 * @param state the state of the connection
	 * @param paused whether this endpoint paused it
	 * @param userId the id of its user, or {@code null} if it is not known
	 * @param rooms the ids of the rooms that it should be in
	 * @param joinedRooms the ids of the rooms that it has joined
	 * @param refusedRooms the codes of the rooms that the server refused, by room id
	 * @param waitingRooms since when rooms have been waiting for their history, by room
	 * id
	 * @param reconnects how often it reconnected
	 * @param queued the number of events that wait for listeners
	 * @param busySince since when the slowest listener has been busy with one event, or
	 * {@code null} if none is
	 * @param lastEvent the last event that reached the listeners, or {@code null} if
	 * there was none
	 */
	public record SocketDescription(String state, boolean paused, @Nullable String userId, Set<String> rooms,
			Set<String> joinedRooms, Map<String, String> refusedRooms, Map<String, Instant> waitingRooms,
			long reconnects, int queued, @Nullable Instant busySince, @Nullable LastEvent lastEvent) {

	}

	/**
	 * An event, without its content.
	 *
	 * @param type the kind
	 * @param receivedAt when it was received
	 */
	public record LastEvent(String type, Instant receivedAt) {

		static LastEvent of(ChatEvent event) {
			return new LastEvent(event.type(), event.receivedAt());
		}

	}

	/**
	 * A listener.
	 *
	 * @param id the name
	 * @param method the method
	 * @param calls how often it was called
	 * @param failures how often it failed
	 * @param lastFailure the last failure, or {@code null} if there was none
	 * @param busySince since when it has been busy, or {@code null} if it is not
	 */
	public record ListenerDescription(String id, String method, long calls, long failures,
			ListenerFigures.@Nullable Failure lastFailure, @Nullable Instant busySince) {

		static ListenerDescription of(ListenerFigures figures) {
			return new ListenerDescription(figures.id(), figures.method(), figures.calls(), figures.failures(),
					figures.lastFailure(), figures.busySince());
		}

	}

	/**
	 * This process in its group.
	 *
	 * @param group the name of the group
	 * @param shards the number of shards that the rooms are divided into
	 * @param leading the shards that this process leads
	 * @param lag how far behind the listeners are
	 * @param conflicts how often another process had already handled a message
	 * @param storeFailingSince since when the store has not been answering, or
	 * {@code null} if it answers
	 * @param positions the positions in the rooms, by room id
	 */
	public record ReplicaDescription(String group, int shards, Set<Integer> leading, Duration lag, long conflicts,
			@Nullable Instant storeFailingSince, Map<String, ReplicaState.Position> positions) {

		static ReplicaDescription of(ReplicaState replica) {
			return new ReplicaDescription(replica.group(), replica.shards(), replica.leading(), replica.lag(),
					replica.conflicts(), replica.storeFailingSince(), replica.positions());
		}

	}

}
