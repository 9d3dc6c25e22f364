package io.github.tegrabox.chat.starter.redis;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.spring.durable.RedisGroupStore;
import io.lettuce.core.ReadFrom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.support.locks.RenewableLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RedisGroupStoreTests {

	private static TestRedis redis;

	private LettuceConnectionFactory connections;

	private RedisGroupStore store;

	@BeforeAll
	static void startRedis() throws IOException {
		redis = TestRedis.start();
	}

	@AfterAll
	static void stopRedis() throws IOException {
		redis.close();
	}

	@BeforeEach
	void connect() {
		this.connections = new LettuceConnectionFactory("127.0.0.1", redis.port());
		this.connections.afterPropertiesSet();
		this.connections.start();
		try (var connection = this.connections.getConnection()) {
			connection.serverCommands().flushAll();
		}
		this.store = new RedisGroupStore(this.connections);
	}

	@AfterEach
	void disconnect() {
		this.connections.destroy();
	}

	@Test
	void keepsValuesBySpaceAndKey() {
		assertThat(this.store.get("rooms/a", "room_1")).isNull();
		assertThat(this.store.putIfAbsent("rooms/a", "room_1", "one")).isTrue();
		assertThat(this.store.putIfAbsent("rooms/a", "room_1", "two")).isFalse();
		assertThat(this.store.putIfAbsent("rooms/b", "room_1", "other group")).isTrue();
		assertThat(this.store.replace("rooms/a", "room_1", "two", "three")).isFalse();
		assertThat(this.store.replace("rooms/a", "room_1", "one", "three")).isTrue();
		assertThat(this.store.list("rooms/a")).containsOnlyKeys("room_1").containsValue("three");
		this.store.remove("rooms/a", "room_1");
		assertThat(this.store.list("rooms/a")).isEmpty();
		assertThat(this.store.now()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
	}

	@Test
	void movesOnceTheWorkIsDone() {
		this.store.putIfAbsent("rooms", "r", "0");
		assertThatThrownBy(() -> this.store.advance("rooms", "r", "0", "1", () -> {
			throw new IllegalStateException("listener");
		})).hasMessage("listener");
		assertThat(this.store.get("rooms", "r")).isEqualTo("0");
		assertThat(this.store.advance("rooms", "r", "0", "1",
				() -> assertThat(this.store.get("rooms", "r")).isEqualTo("0")))
			.isTrue();
		assertThat(this.store.get("rooms", "r")).isEqualTo("1");
	}

	@Test
	void beginsNoWorkOfAPositionThatSomebodyElseHasMoved() {
		this.store.putIfAbsent("rooms", "r", "1");
		AtomicBoolean called = new AtomicBoolean();
		assertThat(this.store.advance("rooms", "r", "0", "1", () -> called.set(true))).isFalse();
		assertThat(called).isFalse();
		assertThat(this.store.rollsBack()).isFalse();
	}

	@Test
	void doesNotMoveWhatSomebodyElseHasMovedMeanwhile() {
		this.store.putIfAbsent("rooms", "r", "0");
		assertThat(this.store.advance("rooms", "r", "0", "1", () -> this.store.replace("rooms", "r", "0", "2")))
			.isFalse();
		assertThat(this.store.get("rooms", "r")).isEqualTo("2");
	}

	@Test
	void givesALockToOneUntilItsLeaseEnds() {
		RenewableLockRegistry<?> one = this.store.locks(Duration.ofMinutes(10));
		RenewableLockRegistry<?> other = this.store.locks(Duration.ofMillis(300));
		assertThat(one.obtain("a").tryLock()).isTrue();
		assertThat(other.obtain("a").tryLock()).isFalse();
		one.renewLock("a");
		one.obtain("a").unlock();
		assertThat(other.obtain("a").tryLock()).isTrue();
		org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> one.obtain("a").tryLock());
		assertThatThrownBy(() -> other.renewLock("a")).isInstanceOf(IllegalStateException.class);
	}

	/** As with 'spring.data.redis.lettuce.read-from', and a replica that lags behind. */
	@Test
	void readsWhatWasWrittenThoughReadsMayGoToAReplica() throws IOException {
		try (TestRedis replica = TestRedis.start()) {
			LettuceConnectionFactory one = new LettuceConnectionFactory("127.0.0.1", replica.port());
			one.afterPropertiesSet();
			one.start();
			try (var connection = one.getConnection()) {
				connection.serverCommands().replicaOf("127.0.0.1", 1);
			}
			one.destroy();
			RedisStaticMasterReplicaConfiguration both = new RedisStaticMasterReplicaConfiguration("127.0.0.1",
					redis.port());
			both.addNode("127.0.0.1", replica.port());
			LettuceConnectionFactory reading = new LettuceConnectionFactory(both,
					LettuceClientConfiguration.builder().readFrom(ReadFrom.REPLICA_PREFERRED).build());
			reading.afterPropertiesSet();
			reading.start();
			RedisGroupStore behind = new RedisGroupStore(reading);
			assertThat(behind.list("rooms")).isEmpty();
			assertThat(behind.putIfAbsent("rooms", "r", "0")).isTrue();
			assertThat(behind.putIfAbsent("rooms", "s", "0")).isTrue();
			assertThat(behind.get("rooms", "r")).isEqualTo("0");
			assertThat(behind.get("rooms", "t")).isNull();
			assertThat(behind.list("rooms")).containsOnly(Map.entry("r", "0"), Map.entry("s", "0"));
			assertThat(behind.advance("rooms", "r", "0", "1", () -> {
			})).isTrue();
			reading.destroy();
		}
	}

	/** One that is no daemon would hold up the end of the process for a minute. */
	@Test
	void aLockThatIsGivenBackLeavesNoThreadBehind() {
		RenewableLockRegistry<?> locks = this.store.locks(Duration.ofMinutes(10));
		assertThat(locks.obtain("b").tryLock()).isTrue();
		locks.obtain("b").unlock();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("redis-lock-registry"));
	}

}
