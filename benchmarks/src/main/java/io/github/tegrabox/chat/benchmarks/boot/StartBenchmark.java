package io.github.tegrabox.chat.benchmarks.boot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start of a web application with the starter beside the same application without it,
 * each time in a JVM of its own, by turns. Tells the medians of 20 starts of each.
 */
public final class StartBenchmark {

	private static final Logger logger = LoggerFactory.getLogger(StartBenchmark.class);

	private static final int ROUNDS = 20;

	/** What neither of the two applications needs. */
	private static final Pattern FOREIGN = Pattern.compile(
			"(stream-chat|jjwt|retrofit|converter-jackson|jackson-(core|databind)-2|chat-test-server|netty|nimbus).*");

	/** What the starter brings. */
	private static final Pattern STARTER = Pattern
		.compile("(chat-|spring-boot-(webclient|http-client|http-codec)|spring-webflux|reactor-|reactive-streams"
				+ "|socket\\.io|engine\\.io|okhttp|okio|kotlin|annotations-|json-).*");

	private StartBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args none
	 * @throws IOException if an application cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static void run(String[] args) throws IOException, InterruptedException {
		List<Long> with = new ArrayList<>();
		List<Long> without = new ArrayList<>();
		String classPathWith = classPath(true);
		String classPathWithout = classPath(false);
		start(classPathWith, 0);
		start(classPathWithout, 0);
		for (int round = 1; round <= ROUNDS; round++) {
			with.add(start(classPathWith, round));
			without.add(start(classPathWithout, round));
		}
		double ratio = (double) median(with) / median(without);
		if (logger.isInfoEnabled()) {
			logger.info("context, median of {}: with the starter {} ms, without {} ms: {} ms more, ratio {}", ROUNDS,
					median(with), median(without), median(with) - median(without), String.format("%.3f", ratio));
			logger.info("with {}, without {}", with, without);
		}
	}

	private static long start(String classPath, int round) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, StartedApplication.class.getName(), "--server.port=0", "--logging.level.root=warn",
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
					"Start " + round + " ended with " + exit + " and told nothing:\n" + output));
	}

	private static String classPath(boolean starter) {
		Path jar = Path.of(StartBenchmark.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		Path target = jar.resolveSibling("");
		try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
			return libraries.filter((library) -> !FOREIGN.matcher(library.getFileName().toString()).matches())
				.filter((library) -> starter || !STARTER.matcher(library.getFileName().toString()).matches())
				.map(Path::toString)
				.collect(Collectors.joining(File.pathSeparator, target.resolve("classes") + File.pathSeparator, ""));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long median(List<Long> values) {
		List<Long> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
	}

}
