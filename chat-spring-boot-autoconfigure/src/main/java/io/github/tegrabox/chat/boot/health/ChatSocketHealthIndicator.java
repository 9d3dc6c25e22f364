package io.github.tegrabox.chat.boot.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.spring.ReplicaState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} of a socket. It reads the state of the socket and sends
 * nothing. The socket is up while connected. It is down if, for longer than the grace
 * time, it has been disconnected, a listener has been busy with one event, all rooms have
 * waited for their history, or the store of durable delivery has not answered. It is down
 * at once if its fixed JWT was refused, or if the server refused all of its rooms. The
 * status is unknown until the socket is first asked to connect.
 */
public final class ChatSocketHealthIndicator extends AbstractHealthIndicator {

	/** How many rooms that wait, and refused ones of a code, are named. */
	private static final int MOST_NAMED = 20;

	private final ChatSocket socket;

	private final Duration grace;

	private final Clock clock;

	/**
	 * Since when the socket is away; {@code null} while it is connected. Starts with the
	 * application.
	 */
	private final AtomicReference<@Nullable Instant> awaySince;

	private final @Nullable ReplicaState replica;

	private volatile boolean everConnected;

	/** Why there is no connection, as the socket told last. */
	private volatile @Nullable String problem;

	/**
	 * Creates an indicator.
	 * @param socket the socket
	 * @param grace the grace time
	 * @param clock tells the time
	 */
	public ChatSocketHealthIndicator(ChatSocket socket, Duration grace, Clock clock) {
		this(socket, null, grace, clock);
	}

	/**
	 * Creates an indicator of a socket whose rooms may be shared. A standby, which waits
	 * while another process leads, is healthy.
	 * @param socket the socket
	 * @param replica the state of this process in its group, {@code null} if the rooms
	 * are not shared
	 * @param grace the grace time
	 * @param clock tells the time
	 */
	public ChatSocketHealthIndicator(ChatSocket socket, @Nullable ReplicaState replica, Duration grace, Clock clock) {
		super("The health of the chat socket cannot be told");
		this.replica = replica;
		this.socket = socket;
		this.grace = grace;
		this.clock = clock;
		this.awaySince = new AtomicReference<>(clock.instant());
		socket.onConnect((event) -> connected());
		socket.onDisconnect((event) -> this.awaySince.compareAndSet(null, clock.instant()));
		socket.onError(this::failed);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionState state = this.socket.state();
		int joined = this.socket.joinedRooms().size();
		int wanted = this.socket.rooms().size();
		builder.withDetail("state", state.name())
			.withDetail("rooms", joined + " of " + wanted)
			.withDetail("reconnects", this.socket.metrics().reconnects());
		Map<String, Set<String>> refused = refusedByCode();
		if (!refused.isEmpty()) {
			builder.withDetail("refused", refused);
		}
		Map<String, Instant> waiting = this.socket.waitingRooms();
		if (!waiting.isEmpty()) {
			builder.withDetail("waiting", waiting.keySet().stream().sorted().limit(MOST_NAMED).toList());
		}
		ReplicaState shared = this.replica;
		if (shared != null) {
			builder.withDetail("leader", !shared.leading().isEmpty())
				.withDetail("shards", new TreeSet<>(shared.leading()) + " of " + shared.shards());
			Instant storeFailingSince = shared.storeFailingSince();
			if (storeFailingSince != null) {
				builder.withDetail("store", String.valueOf(shared.storeProblem()));
				if (isOver(storeFailingSince)) {
					builder.down()
						.withDetail("reason", "The store of positions has not answered since " + storeFailingSince);
					return;
				}
			}
		}
		Instant busySince = this.socket.metrics().busySince();
		if (busySince != null && isOver(busySince)) {
			builder.down().withDetail("reason", "A listener has been at work on one event since " + busySince);
			return;
		}
		String lastProblem = this.problem;
		if (lastProblem != null && state != ConnectionState.CONNECTED) {
			builder.withDetail("problem", lastProblem);
		}
		switch (state) {
			case CONNECTED -> {
				connected();
				if (joined == 0 && !refused.isEmpty()) {
					builder.down().withDetail("reason", "The server let none of the rooms join");
				}
				else if (joined > 0 && joined == waiting.size() && waiting.values().stream().allMatch(this::isOver)) {
					builder.down().withDetail("reason", "The history of none of the rooms can be read");
				}
				else {
					builder.up();
				}
			}
			case FAILED -> builder.down().withDetail("reason", "The token was refused for good");
			default -> away(builder, state);
		}
	}

	private Map<String, Set<String>> refusedByCode() {
		Map<String, Set<String>> byCode = new TreeMap<>();
		this.socket.refusedRooms().forEach((room, code) -> {
			Set<String> rooms = byCode.computeIfAbsent(code, (any) -> new TreeSet<>());
			if (rooms.size() < MOST_NAMED) {
				rooms.add(room);
			}
		});
		return byCode;
	}

	private void away(Health.Builder builder, ConnectionState state) {
		if (state == ConnectionState.DISCONNECTED && !this.everConnected) {
			builder.unknown();
			return;
		}
		Instant since = this.awaySince.get();
		if (since != null && isOver(since)) {
			builder.down().withDetail("reason", "Not connected since " + since);
			return;
		}
		builder.up();
	}

	private void failed(SocketError error) {
		if (error.roomId() == null && this.socket.state() != ConnectionState.CONNECTED) {
			this.problem = error.code() + ": " + error.message();
		}
	}

	private void connected() {
		this.everConnected = true;
		this.problem = null;
		this.awaySince.set(null);
	}

	private boolean isOver(Instant since) {
		return since.plus(this.grace).isBefore(this.clock.instant());
	}

}
