package io.github.tegrabox.chat.benchmarks.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start of a web application with the starter beside the same application without it, and
 * without it but with the WebClient that it needs, each time in a JVM of its own, by
 * turns. Tells the medians of 20 starts of each.
 */
public final class StartBenchmark {

	private static final Logger logger = LoggerFactory.getLogger(StartBenchmark.class);

	private static final int ROUNDS = 20;

	private StartBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args none
	 * @throws IOException if an application cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static void run(String[] args) throws IOException, InterruptedException {
		Map<ClassPath, List<Long>> millis = new EnumMap<>(ClassPath.class);
		for (int round = 0; round <= ROUNDS; round++) {
			for (ClassPath classPath : ClassPath.values()) {
				long took = start(classPath, round);
				// The first round fills the caches of the file system.
				if (round > 0) {
					millis.computeIfAbsent(classPath, (key) -> new ArrayList<>()).add(took);
				}
			}
		}
		long plain = median(millis.getOrDefault(ClassPath.PLAIN, List.of()));
		millis.forEach((classPath, all) -> {
			long median = median(all);
			if (logger.isInfoEnabled()) {
				logger.info("context {}: median of {} {} ms, {} ms more than without the starter, ratio {}; {}",
						classPath, ROUNDS, median, median - plain, String.format("%.3f", (double) median / plain), all);
			}
		});
	}

	private static long start(ClassPath classPath, int round) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath.value(), StartedApplication.class.getName(), "--server.port=0",
				"--spring.main.banner-mode=off", "--chat.api-key=benchmark", "--chat.base-url=http://127.0.0.1:1",
				"--chat.socket.user.external-id=benchmark", "--chat.socket.user.username=Benchmark",
				"--chat.socket.auto-startup=false")
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int exit = process.waitFor();
		return output.lines()
			.filter((line) -> line.startsWith(StartedApplication.RESULT))
			.mapToLong((line) -> Long.parseLong(line.substring(StartedApplication.RESULT.length())))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"Start " + round + ' ' + classPath + " ended with " + exit + " and told nothing:\n" + output));
	}

	private static long median(List<Long> values) {
		List<Long> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}

}
