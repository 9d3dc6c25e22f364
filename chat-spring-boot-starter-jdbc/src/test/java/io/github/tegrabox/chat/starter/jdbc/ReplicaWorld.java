package io.github.tegrabox.chat.starter.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Chat API server with somebody who writes there, a PostgreSQL of its own, and some
 * processes of {@link ReplicaApplication}.
 */
final class ReplicaWorld implements AutoCloseable {

	/** Also of a machine that is busy with other things. */
	private static final Duration LIMIT = Duration.ofMinutes(10);

	private final ChatTestServer chat = ChatTestServer.builder().build().start();

	private final Path data;

	private EmbeddedPostgres postgres;

	private final int port;

	private HikariDataSource dataSource;

	private JdbcTemplate jdbc;

	private final String user;

	private final List<String> rooms = new ArrayList<>();

	/** The ids of the messages of each room, in their order. */
	private final Map<String, List<String>> written = new LinkedHashMap<>();

	private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();

	private final Map<String, ReplicaProcess> replicas = new LinkedHashMap<>();

	private final List<String> arguments;

	private final Path log;

	private int started;

	private volatile boolean writing;

	ReplicaWorld(String name, int rooms, Duration lease, int shards) {
		try {
			this.data = Files.createTempDirectory("chat-postgres");
			this.log = Path.of("target", "replicas-" + name + ".log");
			Files.deleteIfExists(this.log);
			this.postgres = postgres(0).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.port = this.postgres.getPort();
		openDatabase();
		Databases.createTables(this.dataSource, "postgresql");
		this.jdbc.execute(ReplicaApplication.Handling.TABLES);
		this.user = this.chat.createUser("ann", "ann");
		for (int i = 0; i < rooms; i++) {
			this.rooms.add(this.chat.createRoom("room " + i, this.user));
		}
		this.arguments = List.of("--chat.base-url=" + this.chat.baseUrl(), "--chat.api-key=" + this.chat.apiKey(),
				"--chat.socket.user.external-id=bot", "--chat.socket.rooms=*", "--chat.socket.delivery=durable",
				"--spring.application.name=replicas", "--chat.socket.lease=" + lease.toMillis() + "ms",
				"--chat.socket.shards=" + shards, "--chat.socket.reconnect.max-delay=1s",
				"--spring.datasource.url=" + "jdbc:postgresql://localhost:" + this.port
						+ "/postgres?user=postgres&password=postgres" + "&socketTimeout=10&connectTimeout=5",
				"--spring.datasource.hikari.connection-timeout=2000", "--logging.level.io.github.tegrabox.chat=DEBUG");
	}

	private EmbeddedPostgres.Builder postgres(int port) {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setPGStartupWait(Duration.ofMinutes(2))
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setServerConfig("max_connections", "200");
		return (port != 0) ? builder.setPort(port) : builder;
	}

	private void openDatabase() {
		this.dataSource = Databases
			.open("jdbc:postgresql://localhost:" + this.port + "/postgres?user=postgres&password=postgres");
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	void stopDatabase() throws IOException {
		this.dataSource.close();
		this.postgres.close();
	}

	void startDatabase() throws IOException {
		this.postgres = postgres(this.port).start();
		openDatabase();
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	ChatTestServer chat() {
		return this.chat;
	}

	ReplicaProcess start() {
		String name = "r" + ++this.started;
		ReplicaProcess replica = ReplicaProcess.start(name, ReplicaApplication.class, this.log, this.arguments);
		this.replicas.put(name, replica);
		return replica;
	}

	List<ReplicaProcess> alive() {
		return this.replicas.values().stream().filter(ReplicaProcess::isAlive).toList();
	}

	/** Waits until messages are handled, whoever does it. */
	void awaitHandling() {
		// Only rooms that have a position hand on what is written from now on.
		await().until(() -> begun() == this.rooms.size());
		write(1, 1000);
		awaitAll();
	}

	private int begun() {
		Integer begun = this.jdbc.queryForObject(
				"SELECT COUNT(*) FROM INT_METADATA_STORE WHERE METADATA_KEY LIKE 'rooms/%' AND METADATA_VALUE LIKE '% %'",
				Integer.class);
		return (begun != null) ? begun : 0;
	}

	/** The replica that handled the latest message. */
	ReplicaProcess leader() {
		return this.replicas
			.get(this.jdbc.queryForObject("SELECT replica FROM handled ORDER BY ord DESC LIMIT 1", String.class));
	}

	void write(int count, int perSecond) {
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
			}
			String room = this.rooms.get((this.writtenAt.size() * 7) % this.rooms.size());
			long now = System.currentTimeMillis();
			String id = this.chat.createMessage(room, this.user, "message " + i);
			this.written.computeIfAbsent(room, (key) -> new ArrayList<>()).add(id);
			this.writtenAt.put(id, now);
		}
	}

	CompletableFuture<Void> writeFor(int seconds, int perSecond) {
		return CompletableFuture.runAsync(() -> write(seconds * perSecond, perSecond));
	}

	CompletableFuture<Void> writeUntilStopped(int perSecond) {
		this.writing = true;
		return CompletableFuture.runAsync(() -> {
			while (this.writing) {
				write(perSecond / 4, perSecond);
			}
		});
	}

	void stopWriting() {
		this.writing = false;
	}

	/** Waits until as many more messages have been written. */
	void pauseForMessages(int count) {
		int enough = this.writtenAt.size() + count;
		await().until(() -> this.writtenAt.size() >= enough);
	}

	void awaitStarted(ReplicaProcess replica) {
		int connections = this.alive().size();
		await().until(() -> this.chat.connectedSockets() >= connections);
	}

	private static org.awaitility.core.ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(LIMIT);
	}

	/** Waits until as many messages as were written are handled. */
	void awaitAll() {
		await().untilAsserted(
				() -> assertThat(this.jdbc.queryForObject("SELECT COUNT(DISTINCT id) FROM handled", Integer.class))
					.isEqualTo(this.writtenAt.size()));
	}

	/** What became of all that was written. */
	Outcome outcome() {
		Map<String, List<String>> handled = new HashMap<>();
		long[] slowest = new long[1];
		this.jdbc.query("SELECT id, room, at FROM handled ORDER BY ord", (row) -> {
			handled.computeIfAbsent(row.getString(2), (key) -> new ArrayList<>()).add(row.getString(1));
			slowest[0] = Math.max(slowest[0],
					row.getTimestamp(3).getTime() - this.writtenAt.getOrDefault(row.getString(1), Long.MAX_VALUE));
		});
		int lost = 0;
		int doubled = 0;
		int reordered = 0;
		for (Map.Entry<String, List<String>> room : this.written.entrySet()) {
			List<String> there = handled.getOrDefault(room.getKey(), List.of());
			Set<String> distinct = new HashSet<>(there);
			lost += (int) room.getValue().stream().filter((id) -> !distinct.contains(id)).count();
			doubled += there.size() - distinct.size();
			List<String> order = new ArrayList<>(new java.util.LinkedHashSet<>(there));
			order.retainAll(new HashSet<>(room.getValue()));
			List<String> expected = new ArrayList<>(room.getValue());
			expected.retainAll(distinct);
			for (int i = 0; i < expected.size(); i++) {
				reordered += expected.get(i).equals(order.get(i)) ? 0 : 1;
			}
		}
		Integer gaps = this.jdbc.queryForObject("SELECT COUNT(*) FROM gaps", Integer.class);
		return new Outcome(this.writtenAt.size(), lost, doubled, reordered, (gaps != null) ? gaps : 0, slowest[0]);
	}

	@Override
	public void close() throws IOException {
		List<ReplicaProcess> all = new ArrayList<>(this.replicas.values());
		Collections.reverse(all);
		all.stream().filter(ReplicaProcess::isAlive).forEach(ReplicaProcess::kill);
		this.dataSource.close();
		this.postgres.close();
		this.chat.close();
		org.springframework.util.FileSystemUtils.deleteRecursively(this.data);
	}

	/**
	 * What became of all that was written.
	 */
	record Outcome(int written, int lost, int doubled, int reordered, int gaps, long slowestMillis) {

		void assertExactlyOnce() {
			assertThat(this).as("written %d", this.written)
				.extracting(Outcome::lost, Outcome::doubled, Outcome::reordered, Outcome::gaps)
				.containsExactly(0, 0, 0, 0);
		}

	}

}
