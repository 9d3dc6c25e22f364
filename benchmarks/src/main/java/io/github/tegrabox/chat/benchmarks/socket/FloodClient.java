package io.github.tegrabox.chat.benchmarks.socket;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures one client in a process of its own.
 */
public final class FloodClient {

	private static final int RUNS = 5;

	private static final int ROUND_TRIPS = 5000;

	private static final int WARM_UPS = 50_000;

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private FloodClient() {
	}

	/**
	 * Runs the measurements and prints a line of results.
	 * @param arguments the kind of client, the port, the number of messages and that of
	 * floods to warm up with
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String... arguments) throws InterruptedException {
		int port = Integer.parseInt(arguments[1]);
		int count = Integer.parseInt(arguments[2]);
		int warmUps = Integer.parseInt(arguments[3]);
		AtomicInteger left = new AtomicInteger();
		Semaphore done = new Semaphore(0);
		Semaphore ready = new Semaphore(0);
		Runnable message = () -> {
			if (left.decrementAndGet() == 0) {
				done.release();
			}
		};
		try (BenchClient client = Clients.connect(arguments[0], port, message, ready::release)) {
			double[] rates = new double[RUNS];
			double[] cpus = new double[RUNS];
			for (int run = -warmUps; run < RUNS; run++) {
				client.prepare();
				await(ready);
				left.set(count);
				long cpu = PROCESS.getProcessCpuTime();
				long start = System.nanoTime();
				client.flood();
				await(done);
				if (run >= 0) {
					rates[run] = count / ((System.nanoTime() - start) / 1e9);
					cpus[run] = (PROCESS.getProcessCpuTime() - cpu) / 1e3 / count;
				}
			}
			Output.line("events/s " + Math.round(median(rates)) + " cpu-us/event " + median(cpus));
			roundTrips(client);
		}
		// The threads of OkHttp would live on for a minute.
		System.exit(0);
	}

	/**
	 * A thread that waits for each acknowledgement before it sends again, and then sends
	 * that follow each other by callback, as they do in Node.js.
	 */
	private static void roundTrips(BenchClient client) throws InterruptedException {
		for (int i = 0; i < WARM_UPS; i++) {
			wait(client);
		}
		double[] times = new double[ROUND_TRIPS];
		long cpu = PROCESS.getProcessCpuTime();
		for (int i = 0; i < ROUND_TRIPS; i++) {
			long start = System.nanoTime();
			wait(client);
			times[i] = (System.nanoTime() - start) / 1e3;
		}
		Output
			.line("rtt-us " + median(times) + " cpu-us/rtt " + (PROCESS.getProcessCpuTime() - cpu) / 1e3 / ROUND_TRIPS);
		chain(client, WARM_UPS, new double[WARM_UPS]);
		cpu = PROCESS.getProcessCpuTime();
		chain(client, ROUND_TRIPS, times);
		Output.line("chain-us " + median(times) + " cpu-us/chain "
				+ (PROCESS.getProcessCpuTime() - cpu) / 1e3 / ROUND_TRIPS);
	}

	private static void wait(BenchClient client) throws InterruptedException {
		CountDownLatch acknowledged = new CountDownLatch(1);
		client.send(acknowledged::countDown);
		if (!acknowledged.await(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("no acknowledgement");
		}
	}

	private static void chain(BenchClient client, int count, double[] times) throws InterruptedException {
		Semaphore over = new Semaphore(0);
		next(client, count, times, over);
		await(over);
	}

	private static void next(BenchClient client, int left, double[] times, Semaphore over) {
		if (left == 0) {
			over.release();
			return;
		}
		long start = System.nanoTime();
		client.send(() -> {
			times[times.length - left] = (System.nanoTime() - start) / 1e3;
			next(client, left - 1, times, over);
		});
	}

	private static void await(Semaphore semaphore) throws InterruptedException {
		if (!semaphore.tryAcquire(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("the messages did not arrive");
		}
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return Math.round(100 * sorted[sorted.length / 2]) / 100.0;
	}

}
