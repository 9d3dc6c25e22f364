package io.github.tegrabox.chat.starter.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import com.zaxxer.hikari.HikariDataSource;
import io.github.tegrabox.chat.spring.durable.JdbcGroupStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class JdbcGroupStoreTests {

	private static final Duration LEASE = Duration.ofSeconds(10);

	private static HikariDataSource open(String platform) {
		HikariDataSource dataSource = Databases.open(switch (platform) {
			case "h2" -> Databases.newH2();
			case "hsqldb" -> Databases.newHsqldb();
			case "postgresql" -> Databases.newPostgres();
			default -> Databases.newMariaDb();
		});
		Databases.createTables(dataSource, platform);
		return dataSource;
	}

	private static JdbcGroupStore store(HikariDataSource dataSource) {
		return new JdbcGroupStore(dataSource, new DataSourceTransactionManager(dataSource), LEASE,
				dataSource::getMaximumPoolSize);
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void keepsValuesBySpaceAndKey(String platform) {
		try (HikariDataSource dataSource = open(platform)) {
			JdbcGroupStore store = store(dataSource);
			assertThat(store.get("rooms/a_b", "room_1")).isNull();
			assertThat(store.putIfAbsent("rooms/a_b", "room_1", "one")).isTrue();
			assertThat(store.putIfAbsent("rooms/a_b", "room_1", "two")).isFalse();
			assertThat(store.putIfAbsent("rooms/axb", "room_1", "other group")).isTrue();
			assertThat(store.replace("rooms/a_b", "room_1", "two", "three")).isFalse();
			assertThat(store.replace("rooms/a_b", "room_1", "one", "three")).isTrue();
			assertThat(store.list("rooms/a_b")).containsOnlyKeys("room_1").containsValue("three");
			store.remove("rooms/a_b", "room_1");
			assertThat(store.list("rooms/a_b")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void tellsTheTime(String platform) {
		try (HikariDataSource dataSource = open(platform)) {
			JdbcGroupStore store = store(dataSource);
			assertThat(store.now()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
			store.putIfAbsent("groups", "app", "1");
			store.putIfAbsent("groups", "other", "1");
			assertThat(store.now()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void takesTheWorkBackThatFails(String platform) {
		try (HikariDataSource dataSource = open(platform)) {
			JdbcGroupStore store = store(dataSource);
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("CREATE TABLE written (id VARCHAR(10))");
			store.putIfAbsent("rooms", "r", "0");
			assertThatThrownBy(() -> store.advance("rooms", "r", "0", "1", () -> {
				jdbc.update("INSERT INTO written VALUES ('a')");
				throw new IllegalStateException("listener");
			})).hasMessage("listener");
			assertThat(store.get("rooms", "r")).isEqualTo("0");
			assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM written", Integer.class)).isZero();
			assertThat(store.advance("rooms", "r", "0", "1", () -> jdbc.update("INSERT INTO written VALUES ('a')")))
				.isTrue();
			assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM written", Integer.class)).isOne();
			assertThat(store.get("rooms", "r")).isEqualTo("1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void beginsNoWorkOfAPositionThatSomebodyElseHasMoved(String platform) {
		try (HikariDataSource dataSource = open(platform)) {
			JdbcGroupStore store = store(dataSource);
			store.putIfAbsent("rooms", "r", "1");
			AtomicBoolean called = new AtomicBoolean();
			assertThat(store.advance("rooms", "r", "0", "1", () -> called.set(true))).isFalse();
			assertThat(called).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mysql" })
	void letsOneOfTwoMoveOnAtTheSameTime(String platform) throws Exception {
		try (HikariDataSource dataSource = open(platform)) {
			JdbcGroupStore store = store(dataSource);
			store.putIfAbsent("rooms", "r", "0");
			CountDownLatch inside = new CountDownLatch(1);
			CountDownLatch go = new CountDownLatch(1);
			try (var threads = new Threads()) {
				Future<Boolean> first = threads.submit(() -> store.advance("rooms", "r", "0", "1", () -> {
					inside.countDown();
					await(go);
				}));
				await(inside);
				AtomicBoolean called = new AtomicBoolean();
				Future<Boolean> second = threads
					.submit(() -> store.advance("rooms", "r", "0", "2", () -> called.set(true)));
				go.countDown();
				assertThat(first.get()).isTrue();
				assertThat(second.get()).isFalse();
				assertThat(called).isFalse();
			}
		}
	}

	@Test
	void takesARoomAwayFromWhoeverStopsInTheMiddle() {
		try (HikariDataSource dataSource = open("postgresql")) {
			JdbcGroupStore impatient = new JdbcGroupStore(dataSource, new DataSourceTransactionManager(dataSource),
					Duration.ofMillis(200), () -> 10);
			impatient.putIfAbsent("rooms", "r", "0");
			assertThatThrownBy(() -> impatient.advance("rooms", "r", "0", "1", () -> {
				// Only the server's patience ends this: the row is locked until then.
				CompletableFuture.runAsync(() -> store(dataSource).replace("rooms", "r", "0", "2")).join();
			})).isInstanceOf(RuntimeException.class);
			assertThat(impatient.get("rooms", "r")).isEqualTo("2");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void givesALockToOneUntilItsLeaseEnds(String platform) {
		try (HikariDataSource dataSource = open(platform)) {
			Duration lease = Duration.ofMillis(300);
			RenewableLockRegistry<?> one = store(dataSource).locks(Duration.ofMinutes(10));
			RenewableLockRegistry<?> other = store(dataSource).locks(lease);
			assertThat(one.obtain("a").tryLock()).isTrue();
			assertThat(other.obtain("a").tryLock()).isFalse();
			one.renewLock("a");
			one.obtain("a").unlock();
			assertThat(other.obtain("a").tryLock()).isTrue();
			// It does not renew it.
			org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> one.obtain("a").tryLock());
			assertThatIllegalStateException().isThrownBy(() -> other.renewLock("a"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb", "postgresql", "mysql" })
	void storesWhereThePoolDoesNotCommitByItself(String platform) {
		try (HikariDataSource dataSource = open(platform);
				HikariDataSource other = Databases.open(dataSource.getJdbcUrl())) {
			other.setAutoCommit(false);
			JdbcGroupStore store = store(other);
			assertThat(store.putIfAbsent("rooms", "r", "0")).isTrue();
			assertThat(store(dataSource).get("rooms", "r")).isEqualTo("0");
			assertThat(store.replace("rooms", "r", "0", "1")).isTrue();
			assertThat(store.advance("rooms", "r", "1", "2", () -> {
			})).isTrue();
			assertThat(store(dataSource).get("rooms", "r")).isEqualTo("2");
			store.remove("rooms", "r");
			assertThat(store(dataSource).get("rooms", "r")).isNull();
		}
	}

	@Test
	void movesNothingInTransactionsOfAnotherDatabase() {
		try (HikariDataSource dataSource = open("h2"); HikariDataSource other = open("h2")) {
			JdbcGroupStore store = new JdbcGroupStore(dataSource, new DataSourceTransactionManager(other), LEASE,
					dataSource::getMaximumPoolSize);
			store.putIfAbsent("rooms", "r", "0");
			AtomicBoolean called = new AtomicBoolean();
			assertThatThrownBy(() -> store.advance("rooms", "r", "0", "1", () -> called.set(true)))
				.hasMessageContaining("is not that of the data source")
				.hasMessageContaining("@Primary");
			assertThat(called).isFalse();
			assertThat(store.get("rooms", "r")).isEqualTo("0");
		}
	}

	@Test
	void asksForHalfOfTheConnections() {
		try (HikariDataSource dataSource = open("h2")) {
			dataSource.setMaximumPoolSize(7);
			assertThat(store(dataSource).concurrency()).isEqualTo(3);
			dataSource.setMaximumPoolSize(1);
			assertThat(store(dataSource).concurrency()).isOne();
		}
	}

	@Test
	void refusesAKeyThatDoesNotFit() {
		try (HikariDataSource dataSource = open("h2")) {
			assertThatIllegalArgumentException().isThrownBy(() -> store(dataSource).get("rooms", "x".repeat(255)))
				.withMessageContaining("chat.socket.group");
		}
	}

	@Test
	void takesNoConnectionBeforeItIsAsked() {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
		JdbcGroupStore store = store(dataSource);
		store.locks(LEASE);
		assertThat(dataSource.isRunning()).isFalse();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Threads implements AutoCloseable {

		private final java.util.concurrent.ExecutorService executor = Executors.newCachedThreadPool();

		<T> Future<T> submit(java.util.concurrent.Callable<T> task) {
			return this.executor.submit(task);
		}

		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

}
