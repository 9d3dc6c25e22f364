package io.github.tegrabox.chat.benchmarks.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Token endpoint beside a controller written by hand that calls the same client, in
 * rounds by turns. Tells the ratio of the medians of the throughput, and what reached the
 * Chat API.
 */
public final class EndpointBenchmark {

	private static final Logger logger = LoggerFactory.getLogger(EndpointBenchmark.class);

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final int CALLERS = 16;

	private static final int CALLS = 4000;

	private static final int ROUNDS = 9;

	private static final int WARM_UP = 4;

	private EndpointBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args none
	 * @throws Exception if a call fails
	 */
	public static void run(String[] args) throws Exception {
		try (ChatTestServer server = ChatTestServer.start();
				ConfigurableApplicationContext context = SpringApplication.run(EndpointApplication.class,
						"--server.port=0", "--logging.level.root=warn",
						"--logging.level.io.github.tegrabox.chat.benchmarks=info", "--spring.main.banner-mode=off",
						"--chat.api-key=" + server.apiKey(), "--chat.base-url=" + server.baseUrl())) {
			measure(server, context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
		}
	}

	private static void measure(ChatTestServer server, int port) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			URI endpoint = URI.create("http://127.0.0.1:" + port + "/api/chat/token");
			URI byHand = URI.create("http://127.0.0.1:" + port + "/by-hand");
			List<Double> ours = new ArrayList<>();
			List<Double> theirs = new ArrayList<>();
			for (int round = -WARM_UP; round < ROUNDS; round++) {
				double our = throughput(callers, endpoint);
				double their = throughput(callers, byHand);
				if (round >= 0) {
					ours.add(our);
					theirs.add(their);
				}
			}
			if (logger.isInfoEnabled()) {
				logger.info("token endpoint {} answers/s, by hand {} answers/s: ratio {}",
						String.format("%.0f", median(ours)), String.format("%.0f", median(theirs)),
						String.format("%.3f", median(ours) / median(theirs)));
				long answers = 2L * CALLS * (ROUNDS + WARM_UP);
				logger.info("{} answers, {} token calls, {} user look-ups", answers,
						server.recorder().count("users.generateToken"), server.recorder().count("users.create")
								+ server.recorder().count("users.list") + server.recorder().count("users.get"));
			}
		}
		finally {
			callers.shutdown();
		}
	}

	private static double throughput(ExecutorService callers, URI uri) throws Exception {
		long start = System.nanoTime();
		List<Future<@Nullable Void>> all = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			Callable<@Nullable Void> calls = () -> call(uri);
			all.add(callers.submit(calls));
		}
		for (Future<@Nullable Void> one : all) {
			one.get();
		}
		return CALLS / ((System.nanoTime() - start) / 1e9);
	}

	private static @Nullable Void call(URI uri) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri).build();
		for (int call = 0; call < CALLS / CALLERS; call++) {
			HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
			if (answer.statusCode() != 200 || !answer.body().contains("\"token\":\"")) {
				throw new IllegalStateException(uri + " was answered with " + answer.statusCode());
			}
		}
		return null;
	}

	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.get(sorted.size() / 2);
	}

}
