package io.github.tegrabox.chat.starter.jdbc;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What durable delivery costs, on PostgreSQL. The count of statements is held; what a
 * clock measures is only printed, when the class is named by {@code -Dtest}. With
 * {@code -Dchat.figures=true} PostgreSQL waits for its disk.
 */
class DurableFiguresTests {

	private final ChatTestServer chat = ChatTestServer.builder().build().start();

	private final String ann = this.chat.createUser("ann", "ann");

	private final String url = Databases.newPostgres();

	private final HikariDataSource dataSource = Databases.open(this.url);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final List<String> rooms = new ArrayList<>();

	DurableFiguresTests() {
		Databases.createTables(this.dataSource, "postgresql");
		this.jdbc.execute("CREATE TABLE handled (id VARCHAR(64), room VARCHAR(64))");
	}

	@AfterEach
	void stop() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.dataSource.close();
		this.chat.close();
	}

	private void createRooms(int count) {
		for (int i = 0; i < count; i++) {
			this.rooms.add(this.chat.createRoom("room " + i, this.ann));
		}
	}

	private ConfigurableApplicationContext start() {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--chat.base-url=" + this.chat.baseUrl(), "--chat.api-key=" + this.chat.apiKey(),
					"--chat.socket.user.external-id=bot", "--chat.socket.delivery=durable", "--chat.socket.rooms=*",
					"--chat.socket.room-discovery-interval=10m", "--spring.application.name=app",
					"--spring.datasource.url=" + this.url, "--logging.level.root=WARN");
		this.applications.add(context);
		return context;
	}

	private static void awaitPositions(ConfigurableApplicationContext application, int count) {
		await(() -> assertThat(application.getBean(ReplicaState.class).positions()).hasSize(count));
	}

	private static void await(org.awaitility.core.ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(5)).untilAsserted(assertion);
	}

	private void awaitHandled(int count) {
		await(() -> assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM handled", Integer.class))
			.isEqualTo(count));
	}

	private void write(int count) {
		for (int i = 0; i < count; i++) {
			this.chat.createMessage(this.rooms.get(i % this.rooms.size()), this.ann, "message " + i);
		}
	}

	private static void print(String text, Object... arguments) {
		System.out.println("| " + String.format(text, arguments) + " |");
	}

	@Test
	@Tag("load")
	void aMessageTakesThreeStatements() {
		createRooms(1);
		ConfigurableApplicationContext application = start();
		awaitPositions(application, 1);
		CountedStatements statements = application.getBean(CountedStatements.class);
		statements.record();
		write(200);
		awaitHandled(200);
		List<String> recorded = statements.recorded();
		assertThat(recorded).filteredOn((statement) -> statement.contains("INSERT INTO handled")).hasSize(200);
		// Beside what begins and ends the transaction, it moves the position.
		assertThat(recorded).filteredOn((statement) -> statement.contains("UPDATE INT_METADATA_STORE")).hasSize(200);
	}

	@Test
	@Tag("figures")
	void threeIdleReplicasSendFewStatements() {
		createRooms(10);
		awaitPositions(start(), 10);
		start();
		start();
		for (ConfigurableApplicationContext application : this.applications) {
			await(() -> assertThat(application.getBean(ChatSocket.class).isConnected()).isTrue());
		}
		Instant enough = expiry().plusSeconds(20);
		long before = statements();
		long start = System.nanoTime();
		// By renewals, so that what is counted is a group at work.
		Awaitility.await()
			.pollInterval(Duration.ofMillis(200))
			.atMost(Duration.ofMinutes(5))
			.until(() -> !expiry().isBefore(enough));
		print("statements a second of three idle replicas | %.1f",
				(statements() - before) * 1e9 / (System.nanoTime() - start));
	}

	/** When the lease of the leader ends. */
	private Instant expiry() {
		return Objects
			.requireNonNull(this.jdbc.queryForObject("SELECT MAX(EXPIRED_AFTER) FROM INT_LOCK", Timestamp.class))
			.toInstant();
	}

	private long statements() {
		return this.applications.stream()
			.mapToLong((application) -> application.getBean(CountedStatements.class).count())
			.sum();
	}

	@Test
	@Tag("figures")
	void messagesASecond() {
		createRooms(30);
		awaitPositions(start(), 30);
		print("PostgreSQL: fsync %s, synchronous_commit %s", show("fsync"), show("synchronous_commit"));
		print("rows a second, one transaction each, 5 connections, nothing else | %.0f", plainRows());
		for (int turn = 1; turn <= 3; turn++) {
			long start = System.nanoTime();
			write(10_000);
			awaitHandled(turn * 10_000);
			print("messages a second, one row each, turn %d | %.0f", turn, 10_000 * 1e9 / (System.nanoTime() - start));
		}
	}

	/** What the database does without any of this. */
	private double plainRows() {
		this.jdbc.execute("CREATE TABLE plain (id VARCHAR(64), room VARCHAR(64))");
		int count = 10_000;
		int writers = 5;
		long start = System.nanoTime();
		CompletableFuture.allOf(IntStream.range(0, writers).mapToObj((writer) -> CompletableFuture.runAsync(() -> {
			for (int i = writer; i < count; i += writers) {
				this.jdbc.update("INSERT INTO plain VALUES (?, ?)", "message " + i, "room");
			}
		}, (task) -> new Thread(task).start())).toArray(CompletableFuture[]::new)).join();
		return count * 1e9 / (System.nanoTime() - start);
	}

	private String show(String setting) {
		return this.jdbc.queryForObject("SHOW " + setting, String.class);
	}

	private void catchUp(int count) {
		createRooms(count);
		// The rooms have a history, as they mostly have.
		write(count);
		ConfigurableApplicationContext first = start();
		awaitPositions(first, count);
		first.close();
		write(count);
		this.chat.recorder().clear();
		long start = System.nanoTime();
		ConfigurableApplicationContext second = start();
		await(() -> assertThat(second.getBean(ReplicaState.class).leading()).isNotEmpty());
		long leading = System.nanoTime();
		awaitHandled(count);
		long done = System.nanoTime();
		print("history calls for that | %,d", this.chat.recorder().count("messages.list"));
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		print("%,d rooms caught up, from the lead | %.1f s (from the start %.1f s); heap of the process, server included: %d MB",
				count, (done - leading) / 1e9, (done - start) / 1e9,
				(runtime.totalMemory() - runtime.freeMemory()) >> 20);
	}

	@Test
	@Tag("figures")
	void aThousandRoomsAreCaughtUp() {
		catchUp(1_000);
	}

	@Test
	@Tag("figures")
	void tenThousandRoomsAreCaughtUp() {
		catchUp(Integer.getInteger("chat.rooms", 10_000));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		static CountedStatements countedStatements() {
			return new CountedStatements();
		}

		@Bean
		Handling handling(JdbcTemplate jdbc) {
			return new Handling(jdbc);
		}

	}

	static class Handling {

		private final JdbcTemplate jdbc;

		Handling(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@EventListener
		void on(MessageReceived event) {
			this.jdbc.update("INSERT INTO handled VALUES (?, ?)", event.message().id(), event.roomId());
		}

	}

}
