package io.github.tegrabox.chat.starter.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to processes, and that every message is handled once, in order. In a short
 * form; {@code -Dchat.replicas=full} makes the table of the documentation, in
 * {@code target/replicas.md}.
 */
@Tag("load")
class ReplicaTests {

	private static final boolean FULL = "full".equals(System.getProperty("chat.replicas"));

	private static final Duration LEASE = FULL ? Duration.ofSeconds(10) : Duration.ofSeconds(2);

	private static final int PER_SECOND = FULL ? 100 : 40;

	private static final int ROOMS = FULL ? 30 : 5;

	private static void run(String name, int shards, int replicas, Course course) throws Exception {
		try (ReplicaWorld world = new ReplicaWorld(name.replace(' ', '-') + "-" + shards, ROOMS, LEASE, shards)) {
			for (int i = 0; i < replicas; i++) {
				world.start();
			}
			world.awaitHandling();
			course.take(world);
			world.awaitAll();
			ReplicaWorld.Outcome outcome = world.outcome();
			note(name, shards, outcome);
			outcome.assertExactlyOnce();
		}
	}

	private static synchronized void note(String name, int shards, ReplicaWorld.Outcome outcome) throws IOException {
		String line = "| %s | %d | %,d | %d | %d | %d | %.1f s |%n".formatted(name, shards, outcome.written(),
				outcome.lost(), outcome.doubled(), outcome.reordered(), outcome.slowestMillis() / 1000.0);
		System.out.print(line);
		Files.writeString(Path.of("target", "replicas.md"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	private static int seconds(int full, int brief) {
		return FULL ? full : brief;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8 })
	void theLeaderIsKilled(int shards) throws Exception {
		run("kill -9 of the leader", shards, 2, (world) -> {
			CompletableFuture<Void> writing = world.writeFor(seconds(20, 4), PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			world.leader().kill();
			writing.join();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8 })
	void theLeaderIsStoppedAndWakesUp(int shards) throws Exception {
		run("SIGSTOP of the leader", shards, 2, (world) -> {
			CompletableFuture<Void> writing = world.writeFor(seconds(45, 8), PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			ReplicaProcess leader = world.leader();
			leader.pause();
			world.pauseForMessages(PER_SECOND * seconds(30, 5));
			leader.resume();
			writing.join();
		});
	}

	@Test
	void allAreKilled() throws Exception {
		run("all killed, 300 written meanwhile", 1, 2, (world) -> {
			CompletableFuture<Void> writing = world.writeFor(2, PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			world.alive().forEach(ReplicaProcess::kill);
			writing.join();
			world.write(300, 1000);
			world.start();
			world.start();
		});
	}

	@Test
	void theDatabaseIsDown() throws Exception {
		run("database down", 1, 2, (world) -> {
			CompletableFuture<Void> writing = world.writeFor(seconds(30, 6), PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			world.stopDatabase();
			world.pauseForMessages(PER_SECOND * seconds(20, 3));
			world.startDatabase();
			writing.join();
		});
	}

	@Test
	void theLeadersClockIsAhead() throws Exception {
		run("leader's clock 60 s ahead", 1, 2, (world) -> {
			// What its entry would look like to the others.
			world.jdbc().update("UPDATE INT_LOCK SET EXPIRED_AFTER = EXPIRED_AFTER + INTERVAL '60 seconds'");
			CompletableFuture<Void> writing = world.writeFor(seconds(20, 3), PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			world.jdbc().update("UPDATE INT_LOCK SET EXPIRED_AFTER = EXPIRED_AFTER + INTERVAL '60 seconds'");
			world.leader().stop();
			writing.join();
		});
	}

	@Test
	void theLeaderIsKilledWhileItsClockIsAhead() throws Exception {
		run("kill -9 of the leader, whose clock is ahead", 1, 2, (world) -> {
			int ahead = seconds(60, 5);
			CompletableFuture<Void> writing = world.writeFor(seconds(20, 4), PER_SECOND);
			world.pauseForMessages(PER_SECOND);
			ReplicaProcess leader = world.leader();
			// Stopped, so that it does not renew its entry before it is killed.
			leader.pause();
			world.jdbc()
				.update("UPDATE INT_LOCK SET EXPIRED_AFTER = EXPIRED_AFTER + INTERVAL '%d seconds'".formatted(ahead));
			leader.kill();
			writing.join();
		});
	}

	@Test
	void theyAreRestartedOneByOne() throws Exception {
		run("rolling restart", 1, 2, (world) -> {
			int restarts = seconds(50, 4);
			CompletableFuture<Void> writing = world.writeUntilStopped(FULL ? 100 : PER_SECOND);
			for (int i = 0; i < restarts; i++) {
				ReplicaProcess next = world.start();
				world.awaitStarted(next);
				ReplicaProcess oldest = world.alive().get(0);
				oldest.stop();
				oldest.await();
			}
			world.stopWriting();
			writing.join();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8 })
	void othersJoin(int shards) throws Exception {
		run("two replicas join", shards, 1, (world) -> {
			CompletableFuture<Void> writing = world.writeUntilStopped(PER_SECOND);
			List<ReplicaProcess> more = List.of(world.start(), world.start());
			more.forEach(world::awaitStarted);
			world.pauseForMessages(PER_SECOND * seconds(20, 4));
			world.stopWriting();
			writing.join();
		});
	}

	private interface Course {

		void take(ReplicaWorld world) throws Exception;

	}

}
