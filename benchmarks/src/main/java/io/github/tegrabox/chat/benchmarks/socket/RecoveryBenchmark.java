package io.github.tegrabox.chat.benchmarks.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.fault.Faults;

/**
 * How fast what was missed is recovered: {@code recovery [MESSAGES [ROUNDS]]}.
 */
public final class RecoveryBenchmark {

	private RecoveryBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args the number of missed messages, and that of rounds
	 * @throws Exception if it fails
	 */
	public static void run(String[] args) throws Exception {
		int messages = (args.length > 0) ? Integer.parseInt(args[0]) : 10_000;
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 15;
		try (ChatTestServer server = ChatTestServer.start()) {
			List<double[]> results = new ArrayList<>();
			for (int i = 0; i < rounds; i++) {
				results.add(round(server, messages));
			}
			Output.line(String.format(Locale.ROOT,
					"%d missed messages, medians of %d rounds: first after %.0f ms, then %.0f/s", messages, rounds,
					median(results, 0), median(results, 1)));
		}
	}

	private static double[] round(ChatTestServer server, int messages) throws Exception {
		String user = server.createUser("user-" + System.nanoTime(), "user " + System.nanoTime());
		String room = server.createRoom("room", user);
		SocketSettings defaults = SocketSettings.defaults();
		SocketSettings settings = new SocketSettings(null, defaults.path(), defaults.transports(),
				defaults.ackTimeout(), defaults.reconnect(), defaults.dispatch(),
				new SocketSettings.Recovery(true, messages + 100, Duration.ZERO));
		try (ChatClient client = ChatClient.builder()
			.baseUrl(server.baseUrl())
			.apiKey(server.apiKey())
			.tokenProvider(() -> server.issueToken(user))
			.socket(settings)
			.build()) {
			CountDownLatch joined = new CountDownLatch(1);
			CountDownLatch all = new CountDownLatch(messages);
			AtomicLong first = new AtomicLong();
			AtomicLong connected = new AtomicLong();
			client.socket().onMessage((message) -> {
				if (message.content().equals("probe")) {
					joined.countDown();
					return;
				}
				first.compareAndSet(0, System.nanoTime());
				all.countDown();
			});
			client.socket().onConnect((event) -> connected.set(System.nanoTime()));
			client.socket().joinRoom(room);
			client.socket().connect();
			while (!joined.await(20, TimeUnit.MILLISECONDS)) {
				server.createMessage(room, user, "probe");
			}
			server.faults().on(Faults.HANDSHAKE).respond(503);
			server.cutSockets();
			for (int i = 0; i < messages; i++) {
				server.createMessage(room, user, "missed " + i);
			}
			server.faults().clear();
			if (!all.await(5, TimeUnit.MINUTES)) {
				throw new IllegalStateException(all.getCount() + " messages did not come");
			}
			long end = System.nanoTime();
			return new double[] { (first.get() - connected.get()) / 1e6, messages / ((end - first.get()) / 1e9) };
		}
	}

	private static double median(List<double[]> results, int index) {
		double[] values = results.stream().mapToDouble((result) -> result[index]).toArray();
		Arrays.sort(values);
		return values[values.length / 2];
	}

}
