package io.github.tegrabox.chat.benchmarks.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start of a web application with the starter beside the same application without it, and
 * without it but with the WebClient that it needs, each time in a JVM of its own, by
 * turns. Tells the medians of 20 starts of each ({@code -Drounds=n} for another number):
 * the time until the application has started, the CPU time of its process until then, and
 * the classes that it has loaded; and the median of the ratios of neighbouring starts.
 */
public final class StartBenchmark {

	private static final Logger logger = LoggerFactory.getLogger(StartBenchmark.class);

	private static final int ROUNDS = Integer.getInteger("rounds", 20);

	private static final List<String> FIGURES = List.of("wall ms", "CPU ms", "classes");

	private StartBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args none
	 * @throws IOException if an application cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static void run(String[] args) throws IOException, InterruptedException {
		Map<ClassPath, List<List<Long>>> starts = new EnumMap<>(ClassPath.class);
		for (int round = 0; round <= ROUNDS; round++) {
			for (ClassPath classPath : ClassPath.values()) {
				List<Long> figures = start(classPath, round);
				// The first round fills the caches of the file system.
				if (round > 0) {
					starts.computeIfAbsent(classPath, (key) -> new ArrayList<>()).add(figures);
				}
			}
		}
		for (int figure = 0; figure < FIGURES.size(); figure++) {
			List<Double> base = column(starts.getOrDefault(ClassPath.WEB_CLIENT, List.of()), figure);
			for (ClassPath classPath : ClassPath.values()) {
				List<Double> own = column(starts.getOrDefault(classPath, List.of()), figure);
				List<Double> ratios = IntStream.range(0, own.size()).mapToObj((i) -> own.get(i) / base.get(i)).toList();
				logger.info("{} {}: median of {} {}, median ratio to the WebClient alone {}; {}", FIGURES.get(figure),
						classPath, own.size(), median(own), Math.round(1000 * median(ratios)) / 1000.0, own);
			}
		}
	}

	private static List<Double> column(List<List<Long>> rows, int index) {
		return rows.stream().map((row) -> row.get(index).doubleValue()).toList();
	}

	private static List<Long> start(ClassPath classPath, int round) throws IOException, InterruptedException {
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
			.map((line) -> Stream.of(line.substring(StartedApplication.RESULT.length()).split(" "))
				.map(Long::valueOf)
				.toList())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"Start " + round + ' ' + classPath + " ended with " + exit + " and told nothing:\n" + output));
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}

}
