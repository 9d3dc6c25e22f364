package io.github.tegrabox.chat.starter.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to processes whose positions are on Redis: nothing is lost; what is
 * doubled is counted. In a short form; {@code -Dchat.replicas=full} makes the table of
 * the documentation, in {@code target/replicas.md}.
 */
@Tag("load")
class RedisReplicaTests {

	private static final boolean FULL = "full".equals(System.getProperty("chat.replicas"));

	private static final int PER_SECOND = FULL ? 100 : 40;

	private final ChatTestServer chat = ChatTestServer.builder().build().start();

	private final String ann = this.chat.createUser("ann", "ann");

	private final String room = this.chat.createRoom("room", this.ann);

	private final List<String> written = new ArrayList<>();

	private final Map<String, Process> replicas = new LinkedHashMap<>();

	private TestRedis redis;

	@TempDir
	private Path directory;

	@BeforeEach
	void startRedis() throws IOException {
		this.redis = TestRedis.start();
	}

	@AfterEach
	void stop() throws IOException {
		this.replicas.values().forEach(Process::destroyForcibly);
		this.chat.close();
		this.redis.close();
	}

	private void start() throws IOException {
		String name = "r" + (this.replicas.size() + 1);
		this.replicas.put(name,
				new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp",
						System.getProperty("java.class.path"), ReplicaApplication.class.getName(), "--replica=" + name,
						"--file=" + this.directory.resolve("handled"), "--chat.base-url=" + this.chat.baseUrl(),
						"--chat.api-key=" + this.chat.apiKey(), "--chat.socket.user.external-id=bot",
						"--chat.socket.rooms=*", "--chat.socket.delivery=durable", "--spring.application.name=replicas",
						"--chat.socket.lease=" + seconds(10, 2) + "s", "--spring.data.redis.port=" + this.redis.port())
					.redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target", "replicas-redis.log").toFile()))
					.start());
	}

	private synchronized List<String> written() {
		return List.copyOf(this.written);
	}

	private void write(int count, int perSecond) {
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
			}
			synchronized (this) {
				this.written.add(this.chat.createMessage(this.room, this.ann, "message"));
			}
		}
	}

	private List<String> lines() {
		try {
			Path file = this.directory.resolve("handled");
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> handled() {
		return lines().stream().map((line) -> line.split(" ")[0]).toList();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(10));
	}

	private void awaitFirst() {
		// What is written before the first replica has begun the group is not handed
		// over.
		await().until(() -> {
			String id = this.chat.createMessage(this.room, this.ann, "is anybody there?");
			return !handled().isEmpty() || id.isEmpty();
		});
	}

	private void awaitWritten(int more) {
		int enough = written().size() + more;
		await().until(() -> written().size() >= enough);
	}

	private Process leader() {
		List<String> lines = lines();
		return this.replicas.get(lines.get(lines.size() - 1).split(" ")[1]);
	}

	private static int seconds(int full, int brief) {
		return FULL ? full : brief;
	}

	private void assertNothingIsLost(String what) throws IOException {
		await().untilAsserted(() -> assertThat(new HashSet<>(handled())).containsAll(written()));
		List<String> all = handled();
		Set<String> distinct = new HashSet<>(all);
		String line = "| %s | %,d | 0 | %d |%n".formatted(what, written().size(), all.size() - distinct.size());
		System.out.print(line);
		Files.writeString(Path.of("target", "replicas.md"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	@Test
	void aKilledLeaderLosesNothing() throws IOException {
		start();
		start();
		awaitFirst();
		CompletableFuture<Void> writing = CompletableFuture
			.runAsync(() -> write(PER_SECOND * seconds(20, 4), PER_SECOND));
		awaitWritten(PER_SECOND);
		leader().destroyForcibly();
		writing.join();
		assertNothingIsLost("kill -9 of the leader");
	}

	@Test
	void allKilledLoseNothing() throws IOException {
		start();
		start();
		awaitFirst();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(PER_SECOND * 2, PER_SECOND));
		awaitWritten(PER_SECOND);
		this.replicas.values().forEach(Process::destroyForcibly);
		writing.join();
		write(300, 1000);
		start();
		assertNothingIsLost("all killed, 300 messages written meanwhile");
	}

	@Test
	void aLeaderThatWasStoppedAndWakesUpLosesNothing() throws Exception {
		start();
		start();
		awaitFirst();
		CompletableFuture<Void> writing = CompletableFuture
			.runAsync(() -> write(PER_SECOND * seconds(45, 8), PER_SECOND));
		awaitWritten(PER_SECOND);
		String pid = Long.toString(leader().pid());
		new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
		awaitWritten(PER_SECOND * seconds(30, 5));
		new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
		writing.join();
		assertNothingIsLost("SIGSTOP of the leader");
	}

	@Test
	void theyAreRestartedOneByOne() throws Exception {
		start();
		start();
		awaitFirst();
		AtomicBoolean done = new AtomicBoolean();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			while (!done.get()) {
				write(PER_SECOND / 4, PER_SECOND);
			}
		});
		List<Process> old = new ArrayList<>(this.replicas.values());
		for (int i = 0; i < seconds(50, 4); i++) {
			start();
			await().until(() -> this.chat.connectedSockets() == 3);
			old.add(this.replicas.get("r" + this.replicas.size()));
			Process oldest = old.remove(0);
			oldest.destroy();
			oldest.waitFor();
			await().until(() -> this.chat.connectedSockets() == 2);
		}
		done.set(true);
		writing.join();
		assertNothingIsLost("rolling restart");
	}

}
