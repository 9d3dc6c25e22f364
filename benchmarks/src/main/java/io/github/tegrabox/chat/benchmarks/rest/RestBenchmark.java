package io.github.tegrabox.chat.benchmarks.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.OperatingSystemMXBean;

/**
 * Reads one user again and again: calls a second and CPU time of this process a call. The
 * clients take turns, and what is told is the ratio of medians.
 */
public final class RestBenchmark {

	private static final int[] CALLERS = { 1, 16, 256 };

	/**
	 * So many calls until a client counts as compiled, but no longer than some seconds.
	 */
	private static final int WARM_UP_CALLS = 100_000;

	private static final long WARM_UP_NANOS = 15_000_000_000L;

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final PrintStream out = System.out;

	private final int rounds;

	private final long millis;

	private RestBenchmark(int rounds, long millis) {
		this.rounds = rounds;
		this.millis = millis;
	}

	/**
	 * Runs the benchmark.
	 * @param args the number of rounds and the milliseconds of a turn; 7 and 1500 if
	 * absent
	 * @throws Exception if a call fails
	 */
	public static void run(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 7;
		long millis = (args.length > 1) ? Long.parseLong(args[1]) : 1500;
		Process stub = startStub();
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(stub.getInputStream(), StandardCharsets.US_ASCII))) {
			new RestBenchmark(rounds, millis).measure(Subjects.all("http://127.0.0.1:" + reader.readLine()));
		}
		finally {
			stub.destroy();
		}
	}

	private static Process startStub() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), RestStub.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private void measure(List<Subject> subjects) throws Exception {
		warmUp(subjects);
		for (int callers : CALLERS) {
			Map<Subject, List<Turn>> turns = new LinkedHashMap<>();
			// In the order of printing, not of measuring.
			subjects.forEach((subject) -> turns.put(subject, new ArrayList<>()));
			ExecutorService threads = Executors.newFixedThreadPool(callers);
			try {
				for (int round = -1; round < this.rounds; round++) {
					for (int i = 0; i < subjects.size(); i++) {
						Subject subject = subjects.get(Math.floorMod(i + round, subjects.size()));
						Turn turn = turn(subject, callers, threads);
						if (round >= 0) {
							turns.computeIfAbsent(subject, (added) -> new ArrayList<>()).add(turn);
						}
					}
				}
			}
			finally {
				threads.shutdownNow();
			}
			print(callers, turns);
		}
	}

	private void warmUp(List<Subject> subjects) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			for (Subject subject : subjects) {
				long calls = 0;
				long start = System.nanoTime();
				while (calls < WARM_UP_CALLS && System.nanoTime() - start < WARM_UP_NANOS) {
					calls += Math.max(1, (long) (turn(subject, 16, threads).callsPerSecond() * this.millis / 1000));
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Turn turn(Subject subject, int callers, ExecutorService threads) throws Exception {
		long start = System.nanoTime();
		long cpu = this.system.getProcessCpuTime();
		long end = start + this.millis * 1_000_000;
		List<Future<Long>> results = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			results.add(threads.submit(() -> {
				long calls = 0;
				while (System.nanoTime() < end) {
					subject.call().read();
					calls++;
				}
				return calls;
			}));
		}
		long calls = 0;
		for (Future<Long> result : results) {
			calls += result.get();
		}
		return new Turn(calls * 1e9 / (System.nanoTime() - start),
				(this.system.getProcessCpuTime() - cpu) / 1e3 / Math.max(1, calls));
	}

	private void print(int callers, Map<Subject, List<Turn>> turns) {
		this.out.println(callers + " callers, medians of " + this.rounds + " rounds");
		double[] own = new double[2];
		turns.forEach((subject, measured) -> {
			double rate = median(measured.stream().map(Turn::callsPerSecond).toList());
			double cpu = median(measured.stream().map(Turn::cpuMicros).toList());
			if (own[1] == 0) {
				own[0] = rate;
				own[1] = cpu;
			}
			this.out.println(String.format(Locale.ROOT,
					"  %-18s %9.0f calls/s  %7.1f us CPU/call   ChatClient: %.2f x its rate, %.2f x its CPU",
					subject.name(), rate, cpu, own[0] / rate, own[1] / cpu));
		});
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	private record Turn(double callsPerSecond, double cpuMicros) {

	}

}
