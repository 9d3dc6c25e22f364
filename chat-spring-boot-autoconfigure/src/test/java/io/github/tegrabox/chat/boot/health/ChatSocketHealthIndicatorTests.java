package io.github.tegrabox.chat.boot.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link ChatSocketHealthIndicator}.
 */
class ChatSocketHealthIndicatorTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final ChatSocket socket = mock();

	private final SocketMetrics metrics = mock();

	private final Clock clock = mock();

	private Consumer<SocketConnected> onConnect;

	private Consumer<SocketDisconnected> onDisconnect;

	private Consumer<SocketError> onError;

	private ChatSocketHealthIndicator indicator;

	@BeforeEach
	void setUp() {
		when(this.socket.metrics()).thenReturn(this.metrics);
		when(this.socket.rooms()).thenReturn(Set.of("room_1", "room_2"));
		when(this.socket.joinedRooms()).thenReturn(Set.of("room_1"));
		when(this.metrics.reconnects()).thenReturn(3L);
		when(this.socket.onConnect(any())).thenAnswer((call) -> {
			this.onConnect = call.getArgument(0);
			return null;
		});
		when(this.socket.onDisconnect(any())).thenAnswer((call) -> {
			this.onDisconnect = call.getArgument(0);
			return null;
		});
		when(this.socket.onError(any())).thenAnswer((call) -> {
			this.onError = call.getArgument(0);
			return null;
		});
		at(0);
		this.indicator = new ChatSocketHealthIndicator(this.socket, Duration.ofSeconds(30), this.clock);
	}

	@Test
	void whileConnectedIsUp() {
		Health health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "CONNECTED")
			.containsEntry("rooms", "1 of 2")
			.containsEntry("reconnects", 3L);
	}

	@Test
	void tellsOfRoomsThatTheServerDidNotLetJoin() {
		when(this.socket.refusedRooms()).thenReturn(Map.of("room_2", "forbidden"));
		Health health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("refused", Map.of("forbidden", Set.of("room_2")));
	}

	@Test
	void whenNoRoomCouldBeJoinedIsDownThoughConnected() {
		when(this.socket.rooms()).thenReturn(Set.of("room_2"));
		when(this.socket.joinedRooms()).thenReturn(Set.of());
		when(this.socket.refusedRooms()).thenReturn(Map.of("room_2", "internal"));
		Health health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("rooms", "0 of 1")
			.containsEntry("refused", Map.of("internal", Set.of("room_2")));
	}

	@Test
	void beforeItWasAskedToConnectIsUnknown() {
		at(100);
		assertThat(health(ConnectionState.DISCONNECTED).getStatus()).isEqualTo(Status.UNKNOWN);
	}

	@Test
	void whenItNeverConnectedIsDownAfterTheGrace() {
		at(30);
		assertThat(health(ConnectionState.CONNECTING).getStatus()).isEqualTo(Status.UP);
		at(31);
		assertThat(health(ConnectionState.CONNECTING).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenTheConnectionIsLostIsDownAfterTheGrace() {
		this.onConnect.accept(new SocketConnected(false, START));
		at(1000);
		this.onDisconnect.accept(new SocketDisconnected("transport close", START));
		at(1030);
		assertThat(health(ConnectionState.RECONNECTING).getStatus()).isEqualTo(Status.UP);
		at(1031);
		assertThat(health(ConnectionState.RECONNECTING).getStatus()).isEqualTo(Status.DOWN);
		this.onConnect.accept(new SocketConnected(true, START));
		assertThat(health(ConnectionState.CONNECTED).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void saysWhyThereIsNoConnectionUntilThereIsOne() {
		String reason = "the handshake was answered with status 502 (Bad Gateway): the server is down";
		when(this.socket.state()).thenReturn(ConnectionState.CONNECTING);
		this.onError.accept(new SocketError("connect_failed", reason, null, START));
		assertThat(health(ConnectionState.CONNECTING).getDetails()).containsEntry("problem",
				"connect_failed: " + reason);
		at(31);
		assertThat(health(ConnectionState.CONNECTING).getDetails()).containsEntry("problem",
				"connect_failed: " + reason);
		this.onConnect.accept(new SocketConnected(false, START));
		when(this.socket.state()).thenReturn(ConnectionState.CONNECTED);
		this.onError.accept(new SocketError("forbidden", "not yours", "room_1", START));
		this.onError.accept(new SocketError("bad_event", "what?", null, START));
		assertThat(health(ConnectionState.CONNECTED).getDetails()).doesNotContainKey("problem");
		assertThat(health(ConnectionState.RECONNECTING).getDetails()).doesNotContainKey("problem");
	}

	@Test
	void whenTheTokenWasRefusedForGoodIsDownAtOnce() {
		assertThat(health(ConnectionState.FAILED).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenAListenerStallsIsDownThoughConnected() {
		when(this.metrics.busySince()).thenReturn(START);
		at(30);
		assertThat(health(ConnectionState.CONNECTED).getStatus()).isEqualTo(Status.UP);
		at(31);
		assertThat(health(ConnectionState.CONNECTED).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenAllRoomsWaitForTheirHistoryIsDownAfterTheGrace() {
		when(this.socket.joinedRooms()).thenReturn(Set.of("room_1", "room_2"));
		when(this.socket.waitingRooms()).thenReturn(Map.of("room_2", START.plusSeconds(9), "room_1", START));
		at(39);
		Health health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("waiting", List.of("room_1", "room_2"));
		at(40);
		health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reason", "The history of none of the rooms can be read");
		when(this.socket.waitingRooms()).thenReturn(Map.of("room_1", START));
		health = health(ConnectionState.CONNECTED);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("waiting", List.of("room_1"));
	}

	private Health health(ConnectionState state) {
		when(this.socket.state()).thenReturn(state);
		return this.indicator.health();
	}

	private void at(long seconds) {
		Instant now = START.plusSeconds(seconds);
		when(this.clock.instant()).thenReturn(Clock.fixed(now, ZoneOffset.UTC).instant());
	}

}
