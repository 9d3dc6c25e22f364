package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class ElectionTests {

	private final DistributedLock lock = mock();

	private final RenewableLockRegistry<DistributedLock> locks = mock();

	private final GroupStore store = mock();

	private final AtomicInteger drained = new AtomicInteger();

	@BeforeEach
	void mayHaveTheLocks() {
		when(this.store.locks(any())).thenAnswer((call) -> this.locks);
		when(this.locks.obtain(any())).thenReturn(this.lock);
		when(this.lock.tryLock()).thenReturn(true);
	}

	private Election election(int shards) {
		return new Election(this.store,
				new ReplicaSettings("app", shards, Duration.ofSeconds(1), List.of(), true, Duration.ofSeconds(30),
						Duration.ofSeconds(10), Duration.ofDays(7)),
				"id", (shard) -> Mono.fromRunnable(this.drained::incrementAndGet), () -> {
				}, Runnable::run);
	}

	/** Else nobody would follow its rooms. */
	@Test
	void tellsOfAShardThatItHasTakenThoughTheStoreFailsAtTheNext() {
		DistributedLock next = mock();
		when(this.locks.obtain("chat/app/1")).thenReturn(next);
		when(next.tryLock()).thenThrow(new DataAccessResourceFailureException("connection reset"));
		Election election = election(2);
		assertThat(election.contend()).isTrue();
		assertThat(election.leading()).containsExactly(0);
		assertThatThrownBy(election::contend).hasMessage("connection reset");
	}

	/** Else its rooms would count as followed here, and never be followed again. */
	@Test
	void endsTheRoomsOfALostShardThoughItsLockCannotBeGivenBack() {
		Election election = election(1);
		assertThat(election.contend()).isTrue();
		doThrow(new IllegalStateException("somebody else has it")).when(this.locks).renewLock(any());
		doThrow(new DataAccessResourceFailureException("connection reset")).when(this.lock).unlock();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
			try {
				election.renew();
			}
			catch (DataAccessResourceFailureException ex) {
				return true;
			}
			return false;
		});
		assertThat(election.leads(0)).isFalse();
		assertThat(this.drained).hasValue(1);
	}

}
