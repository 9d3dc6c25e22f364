package io.github.tegrabox.chat.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.tegrabox.chat.doctor.NodeServers.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the doctor finds any dialect of the table of differences, and that what it
 * writes is all that an application needs. Its servers share no code with it.
 */
@Tag("load")
class DialectMatrixTests {

	private static final int FIRST_SEED = Integer.getInteger("chat.dialects.seed", 1);

	private static final int DIALECTS = 40;

	/**
	 * Dialects within the table that go to its extremes, from servers that are strict,
	 * discreet or talkative besides.
	 */
	private static final List<String> HARSH = List.of("swapped", "chatty", "polling");

	private static NodeServers nodes;

	@TempDir
	private Path directory;

	@BeforeAll
	static void start() throws Exception {
		nodes = NodeServers.start(FIRST_SEED, DIALECTS, "signed-key", "odd-join", HARSH.get(0), HARSH.get(1),
				HARSH.get(2));
	}

	@AfterAll
	static void stop() throws Exception {
		nodes.close();
	}

	@Test
	void anApplicationWorksWithTheYamlOfEachOfFortyDialects() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			Map<Server, Future<?>> runs = new LinkedHashMap<>();
			for (Server server : nodes.servers().subList(0, DIALECTS)) {
				runs.put(server, executor.submit(() -> examine(server)));
			}
			Map<String, String> failures = new TreeMap<>();
			for (Map.Entry<Server, Future<?>> run : runs.entrySet()) {
				try {
					run.getValue().get();
				}
				catch (ExecutionException ex) {
					failures.put(run.getKey().dialect(), trace(ex.getCause()));
				}
			}
			assertThat(failures).as("%d of %d failed", failures.size(), DIALECTS).isEmpty();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static String trace(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	private void examine(Server server) {
		JsonNode before = nodes.state(server);
		Run read = Run.of(server.baseUrl(), server.key());
		assertThat(nodes.state(server)).as("the state after a run that only reads").isEqualTo(before);
		assertThat(read.status()).as(read.out()).isZero();
		Path yaml = this.directory.resolve("dialect-" + server.index() + ".yaml");
		Run run = Run.of(server.baseUrl(), server.key(), "--write", "--yes", "--output", yaml.toString());
		assertThat(run.status()).as(run.out()).isZero();
		assertThat(run.out()).doesNotContain(server.key()).doesNotContain("eyJ");
		assertThat(nodes.state(server).path("users")).as("users that were not removed").isEmpty();
		try {
			MainJob.run(server.baseUrl(), server.key(), yaml);
		}
		catch (Exception | AssertionError ex) {
			throw new AssertionError(server + "\n" + run.out(), ex);
		}
	}

	@ParameterizedTest
	@FieldSource("HARSH")
	void anApplicationWorksWithTheYamlOfAServerAtTheExtremesOfTheTable(String kind) {
		examine(nodes.servers().get(DIALECTS + 2 + HARSH.indexOf(kind)));
	}

	@Test
	void saysWhatItTriedOfAKeyThatNoHeaderCanShow() {
		Server server = nodes.servers().get(DIALECTS);
		Run run = Run.of(server.baseUrl(), server.key(), "--write", "--yes");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).contains("credential of the API key", "not found", "→ 401", "Unauthorized")
			.doesNotContain(server.key());
		assertThat(nodes.state(server).path("users")).isEmpty();
	}

	@Test
	void saysWhatItTriedOfAJoinThatNobodyCanGuess() {
		Server server = nodes.servers().get(DIALECTS + 1);
		Run run = Run.of(server.baseUrl(), server.key(), "--write", "--yes");
		assertThat(run.status()).isEqualTo(1);
		List<String> lines = new ArrayList<>(run.out().lines().toList());
		assertThat(lines).anySatisfy(
				(line) -> assertThat(line).startsWith("socket: join").contains("not found", "join_room", "heard"));
		assertThat(lines).anySatisfy((line) -> assertThat(line).startsWith("users-create").contains("works"));
	}

}
