package io.github.tegrabox.chat.benchmarks.socket;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The socket beside the official client for Node.js and Socket.IO's own client for the
 * JVM, in turn and several times, each in a process of its own against one server:
 * 300-byte messages per second to a listener, and round trips of acknowledged sends. What
 * is printed is the median of the turns. Then a thousand connections in one process.
 * <p>
 * Socket.IO's own client comes twice. {@code stock} has its own dependencies and a
 * mapping by Jackson; {@code stock-fields} has the newest ones and the mapping that costs
 * least, field by field. {@code bare} is what the JDK's WebSocket and the reader of
 * events reach alone, {@code jdk-transport} and {@code netty-transport} the SDK's links
 * without rooms and queues, {@code jdk} and {@code netty} the socket over them.
 */
public final class SocketBenchmark {

	private static final String MESSAGES = "200000";

	private static final int TURNS = Integer.getInteger("turns", 5);

	private static final List<String> KINDS = List
		.of(System.getProperty("kinds", "node,stock,stock-fields,bare,jdk-transport,netty-transport,jdk,netty")
			.split(","));

	/**
	 * Two of the three buffers of 16 KiB that the JDK gives each WebSocket.
	 */
	private static final List<String> SMALL_BUFFERS = List.of("-Djdk.httpclient.websocket.writeBufferSize=2048",
			"-Djdk.httpclient.websocket.intermediateBufferSize=2048");

	private final Path node;

	private final String warmUps;

	private SocketBenchmark(Path node, String warmUps) {
		this.node = node;
		this.warmUps = warmUps;
	}

	/**
	 * Runs all of it. Needs {@code node} and {@code npm}.
	 * @param arguments the number of floods to warm up with, unless it is 3, and the
	 * directory of the Node.js client, unless it is {@code benchmarks/node}
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static void run(String... arguments) throws IOException, InterruptedException {
		String warmUps = (arguments.length > 0) ? arguments[0] : "3";
		Path node = Path.of((arguments.length > 1) ? arguments[1] : "benchmarks/node");
		new SocketBenchmark(node, warmUps).run();
	}

	private void run() throws IOException, InterruptedException {
		if (!Files.isDirectory(this.node.resolve("node_modules"))) {
			run(this.node, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
		}
		Process server = new ProcessBuilder(java(FloodServer.class, MESSAGES))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader reader = server.inputReader()) {
			String port = String.valueOf(reader.readLine()).replace("port ", "");
			Map<String, Map<String, List<Double>>> results = new LinkedHashMap<>();
			for (int turn = 0; turn < TURNS; turn++) {
				for (String kind : KINDS) {
					List<String> command = kind.equals("node")
							? List.of("node", "flood.mjs", port, MESSAGES, this.warmUps)
							: java(FloodClient.class, kind, port, MESSAGES, this.warmUps);
					if (kind.equals("stock")) {
						ownDependenciesFirst(command);
					}
					Map<String, List<Double>> figures = results.computeIfAbsent(kind, (key) -> new LinkedHashMap<>());
					List<String> lines = run(this.node, command);
					Output.line(kind + " " + String.join(" ", lines));
					parse(lines)
						.forEach((name, value) -> figures.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value));
				}
			}
			print(results);
			for (String link : List.of("bare", "jdk", "netty")) {
				run(this.node, java(SocketCrowd.class, port, "1000", link)).forEach(Output::line);
			}
			List<String> smallBuffers = java(SocketCrowd.class, port, "1000", "jdk");
			smallBuffers.addAll(1, SMALL_BUFFERS);
			run(this.node, smallBuffers).forEach((line) -> Output.line(line + ", with " + SMALL_BUFFERS));
		}
		finally {
			server.destroy();
		}
	}

	private static List<String> java(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Dlogback.configurationFile=logback-quiet.xml", "-cp",
						Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(), main.getName()));
		command.addAll(List.of(arguments));
		return command;
	}

	/**
	 * Puts the jars that the client was published with before all others.
	 */
	private static void ownDependenciesFirst(List<String> command) {
		int at = command.indexOf("-cp") + 1;
		String jar = command.get(at);
		command.set(at, Path.of(jar).resolveSibling("stock") + "/*" + File.pathSeparator + jar);
	}

	private static List<String> run(Path directory, List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader reader = process.inputReader()) {
			List<String> lines = reader.lines().toList();
			if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IllegalStateException(command + " failed: " + lines);
			}
			return lines;
		}
		finally {
			process.destroy();
		}
	}

	private static Map<String, Double> parse(List<String> lines) {
		Map<String, Double> figures = new LinkedHashMap<>();
		for (String line : lines) {
			String[] words = line.split(" ", -1);
			for (int i = 0; i + 1 < words.length; i += 2) {
				figures.put(words[i], Double.valueOf(words[i + 1]));
			}
		}
		return figures;
	}

	private static void print(Map<String, Map<String, List<Double>>> results) {
		Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
		results.forEach((kind, figures) -> {
			Map<String, Double> ofKind = medians.computeIfAbsent(kind, (key) -> new LinkedHashMap<>());
			figures.forEach((figure, values) -> ofKind.put(figure, median(values)));
		});
		Map<String, Double> node = medians.getOrDefault("node", Map.of());
		Map<String, Double> stock = medians.getOrDefault("stock", Map.of());
		medians.forEach((kind,
				figures) -> figures.forEach((figure, value) -> Output.line(String.format(Locale.ROOT,
						"%-12s %-12s %10.2f   x node %5.2f   x stock %5.2f   of %s", kind, figure, value,
						value / node.getOrDefault(figure, Double.NaN), value / stock.getOrDefault(figure, Double.NaN),
						results.getOrDefault(kind, Map.of()).get(figure)))));
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

}
