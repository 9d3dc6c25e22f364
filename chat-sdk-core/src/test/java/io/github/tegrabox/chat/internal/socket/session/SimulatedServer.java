package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.internal.socketio.AckCallback;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Server of a simulation, and the network before it, with faults drawn from a seed.
 */
final class SimulatedServer implements SocketTransport, MessageHistory {

	static final Duration PING_INTERVAL = Duration.ofSeconds(2);

	static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

	private final VirtualTime time;

	private final Random random;

	private final Traits traits;

	/** Every message ever written, in the order of the server. */
	final Map<String, List<Message>> written = new LinkedHashMap<>();

	/** What the history shows of them. */
	private final Map<String, List<Message>> history = new HashMap<>();

	/** Where in the order the client was first a member. */
	final Map<String, Integer> joinedAt = new HashMap<>();

	private final List<Connection> connections = new ArrayList<>();

	/** Whether faults may still happen. */
	boolean faulty = true;

	/** Whether some messages come such that they cannot be read. */
	boolean garbling;

	final Set<String> deleted = new HashSet<>();

	SimulatedServer(VirtualTime time, Random random, Traits traits) {
		this.time = time;
		this.random = random;
		this.traits = traits;
	}

	/**
	 * What kind of server it is.
	 *
	 * @param newestFirst how it lists
	 * @param pageLimit the most it puts on a page
	 * @param dated whether messages have a time
	 * @param granularity how exact the times are
	 * @param acknowledges whether it acknowledges joins
	 * @param faultRate how often a call fails
	 * @param miscount by how much the totals of lists are off
	 */
	record Traits(boolean newestFirst, int pageLimit, boolean dated, Duration granularity, boolean acknowledges,
			double faultRate, int miscount) {

	}

	void addRoom(String roomId) {
		this.written.put(roomId, new ArrayList<>());
		this.history.put(roomId, new ArrayList<>());
	}

	private boolean fault() {
		return this.faulty && this.random.nextDouble() < this.traits.faultRate();
	}

	private Duration latency() {
		return Duration.ofNanos(1_000_000L + this.random.nextInt(60_000_000));
	}

	void write(String roomId) {
		int number = this.written.get(roomId).size();
		long step = this.traits.granularity().toMillis();
		Instant createdAt = this.traits.dated() ? Instant.ofEpochMilli(this.time.instant().toEpochMilli() / step * step)
				: null;
		Message message = new Message(roomId + '#' + number, roomId, "usr", "user", "text " + number, createdAt);
		this.written.get(roomId).add(message);
		this.history.get(roomId).add(message);
		for (Connection connection : this.connections) {
			if (connection.rooms.contains(roomId)) {
				if (this.garbling && this.faulty && this.random.nextInt(4) == 0) {
					SocketError error = new SocketError("packet_unreadable", "garbled", null, this.time.instant());
					connection.toClient(() -> connection.listener.onUnreadable(error, true));
					continue;
				}
				connection.toClient(() -> connection.listener.onEvent(received(message)));
				if (fault()) {
					connection.toClient(() -> connection.listener.onEvent(received(message)));
				}
				if (this.random.nextInt(8) == 0) {
					ChatEvent typing = new UserTyping(roomId, "usr", "user", this.time.instant());
					connection.toClient(() -> connection.listener.onEvent(typing));
				}
			}
		}
	}

	private ChatEvent received(Message message) {
		return new MessageReceived(message, false, this.time.instant());
	}

	void deleteSome(String roomId) {
		List<Message> messages = this.history.get(roomId);
		if (!messages.isEmpty()) {
			int back = Math.min(messages.size(), 1 + this.random.nextInt(5));
			this.deleted.add(messages.remove(messages.size() - back).id());
		}
	}

	/** Something happens to the network. */
	void disturb() {
		for (Connection connection : List.copyOf(this.connections)) {
			switch (this.random.nextInt(4)) {
				case 0 -> connection.cut();
				case 1 -> connection.end("io server disconnect");
				case 2 -> connection.end("transport close");
				default -> connection.freeze();
			}
		}
	}

	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		Connection connection = new Connection(listener);
		if (fault()) {
			switch (this.random.nextInt(3)) {
				case 0 -> connection.toClient(() -> connection.close("transport error"));
				case 1 -> connection.toClient(() -> {
					if (connection.open) {
						connection.open = false;
						listener.onRefused("token_expired", "unauthorized");
					}
				});
				default -> connection.freeze();
			}
			return connection;
		}
		connection.toClient(() -> {
			listener.onOpen(PING_INTERVAL, PING_TIMEOUT);
			listener.onConnected();
		});
		this.connections.add(connection);
		connection.ping();
		return connection;
	}

	@Override
	public Mono<PaginatedResponse<Message>> list(String roomId, PaginationParams pagination) {
		return Mono.create((sink) -> {
			boolean fault = fault();
			int kind = this.random.nextInt(8);
			if (fault && kind == 0) {
				return;
			}
			this.time.after(latency(), () -> {
				PaginatedResponse<Message> page = page(roomId, pagination);
				this.time.after(latency(), () -> {
					if (!fault) {
						sink.success(page);
					}
					else if (kind < 4) {
						int status = (kind == 1) ? 429 : 503;
						sink.error(ChatApiException
							.of(new ApiError(status, null, null, "GET", "/messages", "", Map.of(), null)));
					}
					else {
						sink.error(new ChatNetworkException("cut", null));
					}
				});
			});
		});
	}

	private PaginatedResponse<Message> page(String roomId, PaginationParams pagination) {
		List<Message> messages = new ArrayList<>(this.history.get(roomId));
		if (this.traits.newestFirst()) {
			Collections.reverse(messages);
		}
		int limit = Math.min(pagination.limit(), this.traits.pageLimit());
		int from = Math.min(messages.size(), (pagination.page() - 1) * limit);
		int to = Math.min(messages.size(), from + limit);
		int total = Math.max(0, messages.size() + this.traits.miscount());
		int pages = (total + limit - 1) / limit;
		return new PaginatedResponse<>(messages.subList(from, to), pagination.page(), limit, total, pages);
	}

	@Override
	public void close() {
		this.connections.clear();
	}

	private final class Connection implements SocketConnection {

		private final ConnectionListener listener;

		private final Set<String> rooms = new HashSet<>();

		private long nextToClient;

		private long nextToServer;

		/** Whether the client may still hear something. */
		private boolean open = true;

		/** Whether frames get through. */
		private boolean flowing = true;

		Connection(ConnectionListener listener) {
			this.listener = listener;
		}

		private void ping() {
			SimulatedServer.this.time.after(PING_INTERVAL, () -> {
				if (SimulatedServer.this.connections.contains(this)) {
					toClient(() -> {
					});
					ping();
				}
			});
		}

		private void toClient(Runnable frame) {
			SimulatedServer server = SimulatedServer.this;
			long at = Math.max(this.nextToClient, server.time.nanos() + server.latency().toNanos());
			this.nextToClient = at;
			server.time.after(Duration.ofNanos(at - server.time.nanos()), () -> {
				if (this.open && this.flowing) {
					this.listener.onActivity();
					frame.run();
				}
			});
		}

		private void cut() {
			this.flowing = false;
			leaveServer();
			SimulatedServer.this.time.after(SimulatedServer.this.latency(), () -> close("transport error"));
		}

		private void end(String reason) {
			toClient(() -> close(reason));
			leaveServer();
		}

		private void freeze() {
			this.flowing = false;
			SimulatedServer.this.time.after(PING_INTERVAL.plus(PING_TIMEOUT), this::leaveServer);
		}

		private void leaveServer() {
			SimulatedServer.this.connections.remove(this);
		}

		private void close(String reason) {
			if (this.open) {
				this.open = false;
				this.listener.onClosed(reason, null);
			}
		}

		@Override
		public void emit(String event, Object payload) {
			toServer(event, payload, null);
		}

		@Override
		public void emit(String event, Object payload, AckCallback callback) {
			toServer(event, payload, callback);
		}

		private void toServer(String event, Object payload, @Nullable AckCallback callback) {
			if (!this.open) {
				throw ChatWebSocketException.notSent("closed", null);
			}
			SimulatedServer server = SimulatedServer.this;
			long at = Math.max(this.nextToServer, server.time.nanos() + server.latency().toNanos());
			this.nextToServer = at;
			server.time.after(Duration.ofNanos(at - server.time.nanos()), () -> {
				if (this.flowing && server.connections.contains(this)) {
					arrive(event, (String) ((Map<?, ?>) payload).get("room_id"), callback);
				}
			});
		}

		private void arrive(String event, String roomId, @Nullable AckCallback callback) {
			SimulatedServer server = SimulatedServer.this;
			if (event.equals("join_room")) {
				this.rooms.add(roomId);
				server.joinedAt.putIfAbsent(roomId, server.written.get(roomId).size());
			}
			if (callback != null && server.traits.acknowledges()) {
				toClient(() -> callback.onAck(new Acknowledgement(true, null, null, null)));
			}
		}

		@Override
		public void close() {
			this.open = false;
			SimulatedServer.this.time.after(SimulatedServer.this.latency(), this::leaveServer);
		}

	}

}
