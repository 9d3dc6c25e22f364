package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class ReplicaTests {

	private final SharedSocket socket = mock();

	private final ReactiveChatClient client = mock();

	private final GroupStore store = mock();

	private final RenewableLockRegistry<DistributedLock> locks = mock();

	private final DistributedLock lock = mock();

	/** As a heap that is full for a moment. */
	@Test
	void goesOnAfterAnError() {
		when(this.socket.state()).thenReturn(ConnectionState.CONNECTED);
		when(this.socket.isConnected()).thenReturn(true);
		when(this.store.get("groups", "app")).thenThrow(new OutOfMemoryError("on purpose")).thenReturn("1 0");
		when(this.store.locks(any())).thenAnswer((call) -> this.locks);
		when(this.locks.obtain(any())).thenReturn(this.lock);
		when(this.lock.tryLock()).thenReturn(true);
		ReplicaSettings settings = new ReplicaSettings("app", 1, Duration.ofSeconds(1), List.of(), false,
				Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofDays(7));
		try (Replica replica = new Replica(this.socket, this.client, this.store, settings, Clock.systemUTC())) {
			replica.start();
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(replica.leading()).containsExactly(0));
		}
	}

}
