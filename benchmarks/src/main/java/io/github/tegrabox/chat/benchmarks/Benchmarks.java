package io.github.tegrabox.chat.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import io.github.tegrabox.chat.benchmarks.boot.EndpointBenchmark;
import io.github.tegrabox.chat.benchmarks.boot.StartBenchmark;
import io.github.tegrabox.chat.benchmarks.listener.ListenerBenchmark;
import io.github.tegrabox.chat.benchmarks.rest.RestBenchmark;
import io.github.tegrabox.chat.benchmarks.socket.RecoveryBenchmark;
import io.github.tegrabox.chat.benchmarks.socket.SocketBenchmark;

/**
 * Entry point: {@code java -jar benchmarks/target/benchmarks.jar NAME [ARGUMENT…]}.
 */
public final class Benchmarks {

	private static final Map<String, Benchmark> ALL = new TreeMap<>(
			Map.of("rest", RestBenchmark::run, "socket", SocketBenchmark::run, "start", StartBenchmark::run, "endpoint",
					EndpointBenchmark::run, "recovery", RecoveryBenchmark::run, "listener", ListenerBenchmark::run));

	private Benchmarks() {
	}

	/**
	 * Runs a benchmark.
	 * @param args its name, then its own arguments
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		Benchmark benchmark = (args.length > 0) ? ALL.get(args[0]) : null;
		if (benchmark == null) {
			throw new IllegalArgumentException("Name a benchmark: " + ALL.keySet());
		}
		benchmark.run(Arrays.copyOfRange(args, 1, args.length));
	}

	/**
	 * A benchmark.
	 */
	private interface Benchmark {

		void run(String[] args) throws Exception;

	}

}
