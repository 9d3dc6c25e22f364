package io.github.tegrabox.chat.starter.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of durable delivery with several applications in one JVM, on H2.
 */
class DurableDeliveryTests {

	private final ChatTestServer chat = ChatTestServer.builder().build().start();

	private final String ann = this.chat.createUser("ann", "ann");

	private final String room = this.chat.createRoom("room", this.ann);

	private final List<ConfigurableApplicationContext> applications = new CopyOnWriteArrayList<>();

	private String url;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	@BeforeEach
	void createDatabase() {
		this.url = Databases.newH2();
		this.dataSource = Databases.open(this.url);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.jdbc.execute("CREATE TABLE handled (content VARCHAR(100), ord BIGINT AUTO_INCREMENT)");
	}

	@AfterEach
	void stop() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.dataSource.close();
		this.chat.close();
	}

	private ConfigurableApplicationContext start(String... properties) {
		return start(Application.class, properties);
	}

	private ConfigurableApplicationContext start(Class<?> source, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--chat.base-url=" + this.chat.baseUrl(),
				"--chat.api-key=" + this.chat.apiKey(), "--chat.socket.user.external-id=bot",
				"--chat.socket.delivery=durable", "--spring.application.name=app", "--chat.socket.lease=2s",
				"--chat.socket.room-discovery-interval=1s", "--spring.datasource.url=" + this.url,
				"--chat.listener.retry.initial-backoff=10ms"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		ConfigurableApplicationContext context = new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new));
		this.applications.add(context);
		return context;
	}

	private static Handling handling(ConfigurableApplicationContext application) {
		return application.getBean(Handling.class);
	}

	private static ReplicaState replica(ConfigurableApplicationContext application) {
		return application.getBean(ReplicaState.class);
	}

	private static boolean leads(ConfigurableApplicationContext application) {
		return replica(application).leading().contains(0);
	}

	private void awaitFollowing(ConfigurableApplicationContext application, String roomId) {
		await(() -> assertThat(replica(application).positions()).containsKey(roomId));
	}

	private List<String> stored(String roomId) {
		return this.jdbc.queryForList("SELECT METADATA_VALUE FROM INT_METADATA_STORE WHERE METADATA_KEY = ?",
				String.class, "rooms/app/" + roomId);
	}

	private void awaitPosition(String roomId) {
		await(() -> assertThat(stored(roomId)).singleElement().asString().contains(" "));
	}

	private List<String> handled() {
		return this.jdbc.queryForList("SELECT content FROM handled ORDER BY ord", String.class);
	}

	private void write(String content) {
		this.chat.createMessage(this.room, this.ann, content);
	}

	private static void await(org.awaitility.core.ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(assertion);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aListenerThatEndsTheApplicationDoesNotWaitForItself(CapturedOutput output) {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*",
				"chat.socket.dispatch.shutdown-timeout=5s");
		awaitFollowing(application, this.room);
		CountDownLatch closed = new CountDownLatch(1);
		handling(application).then = (message) -> {
			application.close();
			closed.countDown();
		};
		write("end");
		await(() -> assertThat(closed.getCount()).isZero());
		assertThat(output).doesNotContain("Listeners are still at work", "did not reach their listeners");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aListenerThatEndsTheApplicationAtItsSecondAttemptDoesNotWaitForItself(CapturedOutput output) {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*",
				"chat.socket.dispatch.shutdown-timeout=5s");
		awaitFollowing(application, this.room);
		CountDownLatch closed = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		AtomicBoolean interrupted = new AtomicBoolean();
		handling(application).then = (message) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("not yet");
			}
			application.close();
			interrupted.set(Thread.currentThread().isInterrupted());
			closed.countDown();
		};
		write("end");
		await(() -> assertThat(closed.getCount()).isZero());
		assertThat(output).doesNotContain("Listeners are still at work", "did not reach their listeners");
		assertThat(interrupted).isFalse();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "broken", "1 2 broken" })
	@ExtendWith(OutputCaptureExtension.class)
	void aRoomWhosePositionCannotBeReadHarmsNoOther(@Nullable String broken, CapturedOutput output) {
		String other = this.chat.createRoom("other", this.ann);
		ConfigurableApplicationContext first = start("chat.socket.rooms=*");
		awaitFollowing(first, this.room);
		awaitFollowing(first, other);
		first.close();
		String row = "WHERE METADATA_KEY = 'rooms/app/" + this.room + "'";
		String position = this.jdbc.queryForObject("SELECT METADATA_VALUE FROM INT_METADATA_STORE " + row,
				String.class);
		this.jdbc.update("UPDATE INT_METADATA_STORE SET METADATA_VALUE = ? " + row, broken);
		write("one");
		start("chat.socket.rooms=*");
		this.chat.createMessage(other, this.ann, "other");
		await(() -> assertThat(handled()).containsExactly("other"));
		await(() -> assertThat(output).containsPattern("WARN .*" + this.room + " reports an error: no_position"));
		assertThat(output).doesNotContain("does not answer");
		this.jdbc.update("UPDATE INT_METADATA_STORE SET METADATA_VALUE = ? " + row, position);
		await(() -> assertThat(handled()).containsExactly("other", "one"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aRoomThatTheStoreDoesNotTakeHarmsNoOther(CapturedOutput output) {
		ConfigurableApplicationContext application = start("chat.socket.rooms=" + "x".repeat(300) + ',' + this.room);
		awaitFollowing(application, this.room);
		ChatSocket socket = application.getBean(ChatSocket.class);
		socket.joinRoom("y".repeat(300));
		socket.leaveRoom("z".repeat(300));
		socket.joinRoom("..");
		String later = this.chat.createRoom("later", this.ann);
		socket.joinRoom(later);
		awaitFollowing(application, later);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(output).contains("The store does not take the room xxx", "The store does not take the room yyy");
		assertThat(output).doesNotContain("does not answer");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aRoomThatCannotBeReadKeepsNoOtherFromTheGroup(CapturedOutput output) {
		this.chat.faults().on("rooms.list").respond(200, Map.of("Content-Type", "application/json"), """
				{"items": [{"id": "broken", "name": null}, {"id": "%s", "name": "room", "created_by": "%s"}],
				"page": 1, "limit": 100, "total": 2, "totalPages": 1}""".formatted(this.room, this.ann));
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(output).contains("Some rooms of the project cannot be read").doesNotContain("cannot begin");
	}

	@Test
	void aRoomThatIsNamedIsHeardThoughTheOthersCannotBeListed() {
		String other = this.chat.createRoom("other", this.ann);
		this.chat.faults().on("rooms.list").respond(500);
		ConfigurableApplicationContext application = start("chat.socket.rooms=*," + this.room,
				"chat.retry.enabled=false");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		this.chat.faults().clear();
		awaitFollowing(application, other);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aGroupThatTheStoreHasLostGoesOnWhereItStood(CapturedOutput output) {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		List<String> before = stored(this.room);
		this.jdbc.update("DELETE FROM INT_METADATA_STORE");
		await(() -> assertThat(stored(this.room)).isEqualTo(before));
		await(() -> assertThat(output).containsPattern("WARN .*The store has lost the group 'app'"));
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
		String later = this.chat.createRoom("later", this.ann);
		this.chat.createMessage(later, this.ann, "three");
		await(() -> assertThat(handled()).containsExactly("one", "two", "three"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void replicasLoseNothingWhenTheStoreHasLostTheGroupAndTheLocks(int shards) {
		List<String> rooms = new ArrayList<>(List.of(this.room));
		for (int i = 0; i < 5; i++) {
			rooms.add(this.chat.createRoom("room " + i, this.ann));
		}
		String[] properties = { "chat.socket.rooms=*", "chat.socket.shards=" + shards };
		List<ConfigurableApplicationContext> replicas = List.of(start(properties), start(properties));
		await(() -> assertThat(replicas.stream().flatMap((each) -> replica(each).positions().keySet().stream()))
			.containsExactlyInAnyOrderElementsOf(rooms));
		await(() -> assertThat(replicas.stream().mapToInt((each) -> replica(each).leading().size()).max()).hasValue(1));
		rooms.forEach((each) -> this.chat.createMessage(each, this.ann, "before " + each));
		await(() -> assertThat(handled()).hasSize(rooms.size()));
		this.jdbc.update("DELETE FROM INT_METADATA_STORE");
		this.jdbc.update("DELETE FROM INT_LOCK");
		for (String content : List.of("meanwhile ", "later ")) {
			rooms.forEach((each) -> this.chat.createMessage(each, this.ann, content + each));
			await(() -> assertThat(rooms).allSatisfy((each) -> assertThat(handled()).contains(content + each)));
		}
		assertThat(handled()).doesNotHaveDuplicates();
	}

	@Test
	void aGroupThatTheStoreHasLostKeepsTheRoomsThatWereJoined() {
		ConfigurableApplicationContext application = start();
		await(() -> assertThat(leads(application)).isTrue());
		String left = this.chat.createRoom("left", this.ann);
		ChatSocket socket = application.getBean(ChatSocket.class);
		socket.joinRoom(this.room);
		socket.joinRoom(left);
		awaitFollowing(application, this.room);
		awaitFollowing(application, left);
		socket.leaveRoom(left);
		await(() -> assertThat(replica(application).positions()).containsOnlyKeys(this.room));
		this.jdbc.update("DELETE FROM INT_METADATA_STORE");
		awaitPosition(this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(stored(left)).containsExactly("left");
	}

	@Test
	void aReplicaThatIsStartedAgainNoticesThatTheStoreHasLostTheGroup() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		application.stop();
		this.jdbc.update("DELETE FROM INT_METADATA_STORE");
		application.start();
		awaitPosition(this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
	}

	@Test
	void aReplicaThatLostItsLeaseLeadsAgainOnceItIsStartedAgain() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		this.jdbc.execute("ALTER TABLE INT_LOCK RENAME TO LOCKS_ELSEWHERE");
		await(() -> assertThat(replica(application).leading()).isEmpty());
		application.stop();
		this.jdbc.execute("ALTER TABLE LOCKS_ELSEWHERE RENAME TO INT_LOCK");
		application.start();
		await(() -> assertThat(leads(application)).isTrue());
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void theEndDoesNotWaitForAListOfRoomsThatHangs(CapturedOutput output) {
		this.chat.faults().on("rooms.list").delay(Duration.ofMinutes(10));
		ConfigurableApplicationContext application = start("chat.socket.rooms=*", "chat.http.response-timeout=10m",
				"spring.lifecycle.timeout-per-shutdown-phase=2m");
		await(() -> assertThat(this.chat.recorder().count("rooms.list")).isPositive());
		application.close();
		assertThat(output).doesNotContain("still running", "WARN");
	}

	@Test
	void aReplicaFollowsAGroupThatAnotherOneHasBegunAnew() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		this.jdbc.update("UPDATE INT_METADATA_STORE SET METADATA_VALUE = CASE METADATA_KEY"
				+ " WHEN 'groups/app' THEN '1000 0' ELSE 'now' END");
		awaitPosition(this.room);
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aRoomThatTheStoreHasLostGoesOnWhereItStood(CapturedOutput output) {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		this.jdbc.update("DELETE FROM INT_METADATA_STORE WHERE METADATA_KEY = ?", "rooms/app/" + this.room);
		write("meanwhile");
		awaitPosition(this.room);
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "meanwhile", "two"));
		assertThat(output).containsPattern("WARN .*The store has lost the position of the room " + this.room);
	}

	@Test
	void aRoomThatTheStoreHasLostGoesOnWhenOthersAreAdded() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		List<String> before = stored(this.room);
		this.jdbc.update("DELETE FROM INT_METADATA_STORE WHERE METADATA_KEY = ?", "rooms/app/" + this.room);
		String later = this.chat.createRoom("later", this.ann);
		awaitFollowing(application, later);
		await(() -> assertThat(stored(this.room)).isEqualTo(before));
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
	}

	@Test
	void aReplicaThatTellsNoTimeKeepsNoOtherFromLeading() {
		ConfigurableApplicationContext first = start("chat.socket.rooms=*", "chat.socket.shards=2");
		awaitFollowing(first, this.room);
		first.close();
		this.jdbc.update("INSERT INTO INT_METADATA_STORE (METADATA_KEY, METADATA_VALUE, REGION)"
				+ " VALUES ('members/app/other', 'broken', 'chat')");
		ConfigurableApplicationContext second = start("chat.socket.rooms=*", "chat.socket.shards=2");
		await(() -> assertThat(replica(second).leading()).containsExactlyInAnyOrder(0, 1));
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
	}

	@Test
	void whatIsWrittenWhileNobodyRunsIsHandedOverAtTheNextStart() {
		write("before the group began");
		ConfigurableApplicationContext first = start("chat.socket.rooms=*");
		awaitFollowing(first, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		first.close();
		write("two");
		write("three");
		start("chat.socket.rooms=*");
		await(() -> assertThat(handled()).containsExactly("one", "two", "three"));
	}

	@Test
	void aRoomThatIsCreatedLaterBeginsWithItsFirstMessage() {
		ConfigurableApplicationContext first = start("chat.socket.rooms=*");
		awaitFollowing(first, this.room);
		String later = this.chat.createRoom("later", this.ann);
		this.chat.createMessage(later, this.ann, "first of all");
		await(() -> assertThat(handled()).containsExactly("first of all"));
	}

	@Test
	void aRoomThatIsCreatedLaterLosesNothingWhileTheServerCannotTell() {
		ConfigurableApplicationContext application = start();
		await(() -> assertThat(leads(application)).isTrue());
		String later = this.chat.createRoom("later", this.ann);
		this.chat.createMessage(later, this.ann, "first of all");
		this.chat.failNext(8, 503);
		application.getBean(ChatSocket.class).joinRoom(later);
		await(() -> assertThat(handled()).containsExactly("first of all"));
	}

	@Test
	void aRoomThatIsJoinedAgainGoesOnThere() {
		ConfigurableApplicationContext application = start();
		await(() -> assertThat(leads(application)).isTrue());
		String later = this.chat.createRoom("later", this.ann);
		ChatSocket socket = application.getBean(ChatSocket.class);
		socket.joinRoom(later);
		awaitFollowing(application, later);
		this.chat.createMessage(later, this.ann, "one");
		await(() -> assertThat(handled()).containsExactly("one"));
		socket.leaveRoom(later);
		await(() -> assertThat(replica(application).positions()).isEmpty());
		socket.joinRoom(later);
		awaitFollowing(application, later);
		this.chat.createMessage(later, this.ann, "two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
	}

	private void usePostgres() {
		this.dataSource.close();
		this.url = Databases.newPostgres();
		this.dataSource = Databases.open(this.url);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.jdbc.execute("CREATE TABLE handled (content VARCHAR(100) UNIQUE, ord BIGSERIAL)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "thrown", "hidden", "rolled back", "unwritten" })
	void aListenerThatSpoilsTheTransactionKeepsNoOtherFromTheMessage(String content) {
		usePostgres();
		ConfigurableApplicationContext application = start(SpoilingApplication.class, "chat.socket.rooms=*",
				"chat.socket.jdbc.initialize-schema=always");
		awaitFollowing(application, this.room);
		write(content);
		write("next");
		await(() -> assertThat(handled()).containsExactly(content, "next"));
		assertThat(application.getBean(Failures.class).failed).containsExactly("spoiler");
	}

	@Test
	void aListenerThatHidesAFailedStatementDoesNotHoldUpItsRoom() {
		usePostgres();
		ConfigurableApplicationContext application = start("chat.socket.rooms=*",
				"chat.socket.jdbc.initialize-schema=always");
		awaitFollowing(application, this.room);
		JdbcTemplate listeners = application.getBean(JdbcTemplate.class);
		handling(application).then = (message) -> {
			try {
				listeners.update("INSERT INTO handled (content) VALUES (?)", message.content());
			}
			catch (DuplicateKeyException ex) {
				// PostgreSQL takes back everything, though the listener returns.
			}
		};
		write("one");
		await(() -> assertThat(handling(application).seen).hasSizeGreaterThanOrEqualTo(3));
		handling(application).then = (message) -> {
		};
		write("two");
		await(() -> assertThat(handled()).contains("two"));
	}

	/** As JPA does, which writes when committing. */
	@Test
	void whatIsTooLongForAColumnWhenCommittingDoesNotHoldUpItsRoom() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		JdbcTemplate listeners = application.getBean(JdbcTemplate.class);
		AtomicInteger attempts = new AtomicInteger();
		handling(application).then = (message) -> {
			if (message.content().equals("long")) {
				attempts.incrementAndGet();
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
					@Override
					public void beforeCommit(boolean readOnly) {
						listeners.update("INSERT INTO handled (content) VALUES (?)", "x".repeat(101));
					}
				});
			}
		};
		write("long");
		write("two");
		await(() -> assertThat(handled()).containsExactly("two"));
		assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void aQuietRoomTakesOneHistoryCallAtATakeOver() {
		ConfigurableApplicationContext first = start("chat.socket.rooms=*");
		awaitFollowing(first, this.room);
		first.close();
		write("one");
		this.chat.recorder().clear();
		start("chat.socket.rooms=*");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(this.chat.recorder().count("messages.list")).isOne();
	}

	@Test
	void aStandbyJoinsNoRoomAndIsHealthyAndTakesOver() {
		ConfigurableApplicationContext leader = start("chat.socket.rooms=*");
		awaitFollowing(leader, this.room);
		ConfigurableApplicationContext standby = start("chat.socket.rooms=*");
		ChatSocket socket = standby.getBean(ChatSocket.class);
		await(() -> assertThat(socket.isConnected()).isTrue());
		assertThat(socket.rooms()).isEmpty();
		Health health = Objects
			.requireNonNull(standby.getBean("chatSocketHealthContributor", HealthIndicator.class).health());
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("leader", false).containsKey("shards");
		MeterRegistry registry = new SimpleMeterRegistry();
		leader.getBean(io.github.tegrabox.chat.spring.metrics.ReplicaMeterBinder.class).bindTo(registry);
		assertThat(registry.get("chat.replica.leader").tag("shard", "0").gauge().value()).isOne();
		assertThat(registry.get("chat.cursor.lag").gauge().value()).isZero();
		assertThat(registry.get("chat.cursor.conflicts").functionCounter().count()).isZero();
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		leader.close();
		await(() -> assertThat(leads(standby)).isTrue());
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
		assertThat(handling(standby).seen).extracting(Message::content).containsExactly("two");
	}

	@Test
	void whatAFailedListenerWroteIsTakenBackAndTriedAgain() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		AtomicInteger calls = new AtomicInteger();
		handling(application).then = (message) -> {
			if (calls.incrementAndGet() < 3) {
				throw new IllegalStateException("not yet");
			}
		};
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(calls).hasValue(3);
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
	}

	@Test
	void aReplicaThatHasBeenOvertakenDoesNothing() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		CountDownLatch inside = new CountDownLatch(1);
		// As if another replica had handled "two": the position moves, and so does its
		// effect.
		handling(application).then = (message) -> inside.countDown();
		String key = "rooms/app/" + this.room;
		String before = this.jdbc.queryForObject("SELECT METADATA_VALUE FROM INT_METADATA_STORE WHERE METADATA_KEY = ?",
				String.class, key);
		this.jdbc.update("UPDATE INT_METADATA_STORE SET METADATA_VALUE = ? WHERE METADATA_KEY = ?",
				"zz" + Objects.requireNonNull(before).substring(before.indexOf(' ')), key);
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "two"));
		assertThat(replica(application).conflicts()).isOne();
	}

	@Test
	void joiningAndLeavingOnAStandbyChangesTheGroup() {
		ConfigurableApplicationContext leader = start();
		await(() -> assertThat(leads(leader)).isTrue());
		ConfigurableApplicationContext standby = start();
		ChatSocket socket = standby.getBean(ChatSocket.class);
		await(() -> assertThat(socket.isConnected()).isTrue());
		socket.joinRoom(this.room);
		awaitFollowing(leader, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		assertThat(handling(leader).seen).hasSize(1);
		socket.leaveRoom(this.room);
		await(() -> assertThat(replica(leader).positions()).isEmpty());
		await(() -> assertThat(leader.getBean(ChatSocket.class).rooms()).isEmpty());
	}

	@Test
	void aRoomThatABeanJoinsWhileTheContextStartsBelongsToTheGroup() {
		String other = this.chat.createRoom("other", this.ann);
		ConfigurableApplicationContext first = start("chat.socket.rooms=" + other);
		awaitFollowing(first, other);
		first.close();
		ConfigurableApplicationContext second = start(EarlyApplication.class, "joined=" + this.room, "left=" + other);
		awaitFollowing(second, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		await(() -> assertThat(replica(second).positions()).containsOnlyKeys(this.room));
		second.close();
		write("two");
		awaitFollowing(start(), this.room);
		await(() -> assertThat(handled()).containsExactly("one", "two"));
	}

	@Test
	void anApplicationStartsWithoutItsDatabaseAndListensOnceItCan() {
		ConfigurableApplicationContext application = start("chat.socket.rooms=*",
				"chat.socket.jdbc.initialize-schema=never", "chat.health.socket-grace=1ms");
		HealthIndicator health = application.getBean("chatSocketHealthContributor", HealthIndicator.class);
		await(() -> {
			Health current = Objects.requireNonNull(health.health());
			assertThat(current.getStatus()).isEqualTo(Status.DOWN);
			assertThat(current.getDetails()).containsKey("store");
		});
		Databases.createTables(this.dataSource, "h2");
		awaitFollowing(application, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
		await(() -> assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP));
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "hsqldb" })
	void everyShardHasALeaderAndTheyAreShared(String platform) {
		if (platform.equals("hsqldb")) {
			this.dataSource.close();
			this.url = Databases.newHsqldb();
			this.dataSource = Databases.open(this.url);
			this.jdbc = new JdbcTemplate(this.dataSource);
			this.jdbc
				.execute("CREATE TABLE handled (content VARCHAR(100), ord BIGINT GENERATED BY DEFAULT AS IDENTITY)");
		}
		ConfigurableApplicationContext one = start("chat.socket.rooms=*", "chat.socket.shards=4");
		await(() -> assertThat(replica(one).leading()).hasSize(4));
		ConfigurableApplicationContext other = start("chat.socket.rooms=*", "chat.socket.shards=4");
		await(() -> {
			assertThat(replica(one).leading()).hasSize(2);
			assertThat(replica(other).leading()).hasSize(2);
		});
		one.close();
		await(() -> assertThat(replica(other).leading()).hasSize(4));
		awaitFollowing(other, this.room);
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
	}

	@Test
	void moreRoomsThanConnectionsAreHandledAndTheLeadIsKept() {
		for (int i = 0; i < 10; i++) {
			this.chat.createRoom("room " + i, this.ann);
		}
		ConfigurableApplicationContext application = start("chat.socket.rooms=*",
				"spring.datasource.hikari.maximum-pool-size=4");
		await(() -> assertThat(replica(application).positions()).hasSize(11));
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch enough = new CountDownLatch(1);
		handling(application).then = (message) -> {
			most.accumulateAndGet(inside.incrementAndGet(), Math::max);
			try {
				enough.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			inside.decrementAndGet();
		};
		replica(application).positions().keySet().forEach((id) -> this.chat.createMessage(id, this.ann, id));
		await(() -> assertThat(inside).hasValue(2));
		// Long enough for the lease to end, were it not renewed.
		String expiry = "SELECT MAX(EXPIRED_AFTER) FROM INT_LOCK";
		java.sql.Timestamp before = this.jdbc.queryForObject(expiry, java.sql.Timestamp.class);
		await(() -> assertThat(this.jdbc.queryForObject(expiry, java.sql.Timestamp.class))
			.isAfter(java.sql.Timestamp.from(Objects.requireNonNull(before).toInstant().plusSeconds(1))));
		assertThat(leads(application)).isTrue();
		enough.countDown();
		await(() -> assertThat(handled()).hasSize(11));
		assertThat(most).hasValue(2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Handling handling(JdbcTemplate jdbc) {
			return new Handling(jdbc);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EarlyApplication extends Application {

		EarlyApplication(ChatSocket socket, Environment environment) {
			socket.joinRoom(environment.getRequiredProperty("joined"));
			socket.leaveRoom(environment.getRequiredProperty("left"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SpoilingApplication extends Application {

		@Bean
		Failures failures() {
			return new Failures();
		}

		@Bean
		Spoiler spoiler(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
			return new Spoiler(jdbc, new TransactionTemplate(transactionManager));
		}

	}

	static class Failures implements ChatEventErrorHandler {

		private final List<String> failed = new CopyOnWriteArrayList<>();

		@Override
		public void handleError(ChatListenerFailure failure) {
			this.failed.add(failure.listenerId());
		}

	}

	/** Comes before the other listener, and takes the transaction with it. */
	static class Spoiler {

		private final JdbcTemplate jdbc;

		private final TransactionTemplate transactions;

		Spoiler(JdbcTemplate jdbc, TransactionTemplate transactions) {
			this.jdbc = jdbc;
			this.transactions = transactions;
		}

		@Order(1)
		@EventListener(id = "spoiler")
		void on(MessageReceived event) {
			switch (event.message().content()) {
				case "thrown" -> this.jdbc.update("DELETE FROM nowhere");
				case "hidden" -> {
					try {
						this.jdbc.update("DELETE FROM nowhere");
					}
					catch (DataAccessException ex) {
						// As one that inserts what may be there already.
					}
				}
				case "rolled back" -> {
					try {
						this.transactions.executeWithoutResult((status) -> {
							throw new IllegalStateException("on purpose");
						});
					}
					catch (IllegalStateException ex) {
						// As one that calls a service whose method is transactional.
					}
				}
				case "unwritten" -> TransactionSynchronizationManager.registerSynchronization(new Unwritten());
				default -> {
				}
			}
		}

		/** As a session of JPA. */
		private final class Unwritten implements TransactionSynchronization {

			@Override
			public void flush() {
				Spoiler.this.jdbc.update("DELETE FROM nowhere");
			}

			@Override
			public void beforeCommit(boolean readOnly) {
				flush();
			}

		}

	}

	static class Handling {

		private final JdbcTemplate jdbc;

		private final List<Message> seen = new CopyOnWriteArrayList<>();

		private volatile Consumer<Message> then = (message) -> {
		};

		Handling(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@EventListener
		void on(MessageReceived event) {
			this.jdbc.update("INSERT INTO handled (content) VALUES (?)", event.message().content());
			this.seen.add(event.message());
			this.then.accept(event.message());
		}

	}

}
