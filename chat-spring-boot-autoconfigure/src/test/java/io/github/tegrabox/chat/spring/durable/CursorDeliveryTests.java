package io.github.tegrabox.chat.spring.durable;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CursorDeliveryTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Store store = new Store();

	private final StoreWatch watch = new StoreWatch(Clock.systemUTC());

	private final CursorDelivery delivery = new CursorDelivery(this.store, "rooms", Duration.ofSeconds(10), this.watch,
			Runnable::run, (room) -> {
			});

	private final AtomicInteger calls = new AtomicInteger();

	private static MessageReceived message(String id) {
		Instant time = Instant.parse("2026-01-01T00:00:00Z");
		return new MessageReceived(new Message(id, "room", "ann", "ann", "text", time), false, time);
	}

	private static TransactionSystemException atCommit(Throwable cause) {
		return new TransactionSystemException("Could not commit", cause);
	}

	static Stream<RuntimeException> ofTheListeners() {
		return Stream.of(atCommit(new SQLException("a statement has failed", "25P02")),
				atCommit(new SQLException("unique", "23505")), atCommit(new IllegalArgumentException("not valid")),
				new IllegalStateException("before the commit"), new OptimisticLockingFailureException("changed"),
				atCommit(new SQLException("too long", "22001")), new DataIntegrityViolationException("not null"),
				new InvalidDataAccessApiUsageException("an unsaved transient instance"),
				new DataRetrievalFailureException("no such entity"),
				new UncategorizedDataAccessException("what JPA says", null) {
				}, uncategorized("HY000"), uncategorized("72000"), atCommit(new SQLException("raised", "P0001")));
	}

	private static RuntimeException uncategorized(@Nullable String state) {
		return new UncategorizedDataAccessException("refused", new SQLException("refused", state)) {
		};
	}

	static Stream<RuntimeException> ofTheStore() {
		return Stream.of(atCommit(new SQLException("connection lost", "08006")),
				atCommit(new SQLException("going down", "57P01")), atCommit(new SQLException("closed")),
				atCommit(new SQLNonTransientConnectionException("closed", "90067")),
				atCommit(new SQLException("took too long", "25P03")), uncategorized("57P01"), uncategorized(null),
				new CannotAcquireLockException("deadlock", new SQLException("deadlock", "72000")),
				new CannotCreateTransactionException("no connection"),
				new DataAccessResourceFailureException("no Redis"));
	}

	@ParameterizedTest
	@MethodSource("ofTheListeners")
	void usesAnAttemptUpWhenTheListenersAreToBlame(RuntimeException failure) {
		this.store.failures = List.of(failure).iterator();
		this.delivery.resume("room", this.store.value);
		StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
			.expectErrorMatches((ex) -> ex == failure)
			.verify(LIMIT);
		StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.calls).hasValue(2);
	}

	@ParameterizedTest
	@MethodSource("ofTheStore")
	void repeatsWithoutLimitWhenTheStoreIsToBlame(RuntimeException failure) {
		this.store.failures = List.of(failure, failure, failure).iterator();
		this.delivery.resume("room", this.store.value);
		StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.calls).hasValue(4);
		assertThat(RoomCursor.decode(this.store.value).has("m1")).isTrue();
	}

	static Stream<RuntimeException> beforeTheListeners() {
		return Stream.of(new InvalidDataAccessApiUsageException("another transaction manager"),
				new DataIntegrityViolationException("the position is too long"), uncategorized("22001"),
				new UnexpectedRollbackException("another transaction"), new IllegalStateException("no product name"));
	}

	@ParameterizedTest
	@MethodSource("beforeTheListeners")
	void repeatsWithoutLimitWhatTheStoreRefusesBeforeTheListenersRun(RuntimeException failure) {
		this.store.refusals = List.of(failure, failure, failure, failure).iterator();
		this.delivery.resume("room", this.store.value);
		StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.calls).hasValue(1);
	}

	/** As Redis whose memory is full, and a user who may not write to the table. */
	@Test
	void aStoreThatAnswersAndDoesNotStoreCountsAsFailingAndIsToldOfOnce(CapturedOutput output) {
		RuntimeException failure = new DataAccessResourceFailureException("Error in execution",
				new IllegalStateException("OOM command not allowed"));
		this.store.failures = Stream.generate(() -> failure).iterator();
		this.delivery.resume("room", this.store.value);
		Disposable attempt = this.delivery.attempt(message("m1"), this.calls::incrementAndGet).subscribe();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.calls.get() >= 6);
		assertThat(this.watch.problem()).isEqualTo("IllegalStateException: OOM command not allowed");
		this.store.failures = List.<RuntimeException>of().iterator();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(attempt::isDisposed);
		assertThat(this.watch.problem()).isNull();
		assertThat(output).containsOnlyOnce("could not be stored as handled")
			.containsOnlyOnce("does not answer")
			.containsOnlyOnce("answers again");
	}

	/** As what an application does then itself. */
	@Test
	void whatFailsAfterTheCommitIsToldOf(CapturedOutput output) {
		this.store.afterwards = List.<RuntimeException>of(new IllegalStateException("no mail")).iterator();
		this.delivery.resume("room", this.store.value);
		StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.calls).hasValue(1);
		assertThat(output).containsPattern("WARN .*[Mm]essage m1 of room room").contains("no mail");
	}

	@Test
	void theIdOfAMessageForgesNoLineOfTheLog(CapturedOutput output) {
		this.store.failures = List.<RuntimeException>of(new DataAccessResourceFailureException("no store")).iterator();
		this.delivery.resume("room", this.store.value);
		StepVerifier
			.create(this.delivery.attempt(message("m1\nERROR forged\u2028\u202Edesrever"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(output).contains("Message m1 ERROR forged desrever of room room could not be stored");
	}

	static Stream<Message> beyondMeasure() {
		return Stream.of(new Message("m1", "room", "ann", "ann", "text", Instant.MAX),
				new Message("m1", "room", "ann", "ann", "text", Instant.ofEpochMilli(Long.MAX_VALUE)),
				new Message("m1", "room", "ann", "ann", "text", Instant.ofEpochMilli(Long.MIN_VALUE)),
				new Message("m1", "room", "ann", "ann", "text", Instant.parse("0001-01-01T00:00:00Z")),
				new Message("m".repeat(5000), "room", "ann", "ann", "text", Instant.now()),
				new Message("\u00e4".repeat(5000), "room", "ann", "ann", "text", Instant.now()));
	}

	@ParameterizedTest
	@MethodSource("beyondMeasure")
	void aMessageBeyondMeasureHoldsUpNoOther(Message message) {
		this.delivery.resume("room", this.store.value);
		for (int i = 0; i < 2; i++) {
			StepVerifier
				.create(this.delivery.attempt(new MessageReceived(message, false, Instant.now()),
						this.calls::incrementAndGet))
				.expectComplete()
				.verify(LIMIT);
			assertThat(this.calls).hasValue(1);
			assertThat(this.store.value.length()).isLessThan(4000);
			this.delivery.resume("room", this.store.value).position();
		}
		StepVerifier.create(this.delivery.attempt(message("m2"), this.calls::incrementAndGet))
			.expectComplete()
			.verify(LIMIT);
		assertThat(this.calls).hasValue(2);
	}

	@Test
	void handlesNoMessageTwice() {
		this.delivery.resume("room", this.store.value);
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(this.delivery.attempt(message("m1"), this.calls::incrementAndGet))
				.expectComplete()
				.verify(LIMIT);
		}
		assertThat(this.calls).hasValue(1);
	}

	/** One value, whose transactions fail at their end as the test says. */
	private static final class Store implements GroupStore {

		private String value = GroupRooms.BEGINNING;

		private java.util.Iterator<RuntimeException> refusals = List.<RuntimeException>of().iterator();

		private volatile java.util.Iterator<RuntimeException> failures = List.<RuntimeException>of().iterator();

		private java.util.Iterator<RuntimeException> afterwards = List.<RuntimeException>of().iterator();

		@Override
		public String get(String space, String key) {
			return this.value;
		}

		@Override
		public boolean advance(String space, String key, String expected, String value, Runnable work) {
			if (!this.value.equals(expected)) {
				return false;
			}
			if (this.refusals.hasNext()) {
				throw this.refusals.next();
			}
			work.run();
			if (this.failures.hasNext()) {
				throw this.failures.next();
			}
			this.value = value;
			if (this.afterwards.hasNext()) {
				throw this.afterwards.next();
			}
			return true;
		}

		@Override
		public boolean rollsBack() {
			return true;
		}

		@Override
		public int concurrency() {
			return 1;
		}

		@Override
		public Map<String, String> list(String space) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean putIfAbsent(String space, String key, String value) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean replace(String space, String key, String expected, String value) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void remove(String space, String key) {
			throw new UnsupportedOperationException();
		}

		@Override
		public RenewableLockRegistry<?> locks(Duration lease) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant now() {
			throw new UnsupportedOperationException();
		}

	}

}
