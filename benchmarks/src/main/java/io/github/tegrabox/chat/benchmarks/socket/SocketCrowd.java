package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import org.jspecify.annotations.Nullable;

/**
 * Many connections in a process of its own: how many connect, what threads and heap they
 * take, and what is left when they are closed.
 */
public final class SocketCrowd {

	private static final int MOST_THREADS = 60;

	private static final int MOST_THREADS_OF_NETTY = 40;

	/**
	 * The JDK itself takes about 60: three buffers of 16, unless it is told otherwise.
	 */
	private static final int MOST_KIB = 72;

	private static final int MOST_KIB_OF_NETTY = 48;

	private SocketCrowd() {
	}

	/**
	 * Connects, measures, closes and measures again; fails if that takes more than it
	 * may.
	 * @param arguments the port, the number of connections, and the link
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String... arguments) throws InterruptedException {
		int port = Integer.parseInt(arguments[0]);
		int count = Integer.parseInt(arguments[1]);
		if (arguments[2].equals("bare")) {
			Output.line("bare " + measureBare(port, count));
			return;
		}
		// What the first connection loads is not counted.
		boolean netty = arguments[2].equals("netty");
		measure(port, 1, netty);
		Output.line(arguments[2] + " " + measure(port, count, netty));
	}

	private static String measure(int port, int count, boolean netty) throws InterruptedException {
		Map<String, Integer> threadsBefore = threads();
		long heapBefore = heap();
		long start = System.nanoTime();
		CountDownLatch connected = new CountDownLatch(count);
		List<SocketConnection> connections = new ArrayList<>();
		SocketTransport transport = TransportClient.createTransport(netty);
		CountingListener listener = new CountingListener(SocketCrowd::unexpected, SocketCrowd::unexpected,
				connected::countDown);
		for (int i = 0; i < count; i++) {
			connections.add(transport.open(TransportClient.request(port), listener));
		}
		boolean all = connected.await(60, TimeUnit.SECONDS);
		long millis = (System.nanoTime() - start) / 1_000_000;
		Map<String, Integer> threads = difference(threadsBefore, threads());
		long heap = heap() - heapBefore;
		int kept = connections.size();
		transport.close();
		connections.clear();
		Map<String, Integer> left = left(threadsBefore);
		long each = heap / count / 1024;
		String result = "connected " + (count - connected.getCount()) + " of " + kept + " in " + millis + " ms; heap "
				+ each + " KiB each; threads " + threads + "; left " + left;
		int newThreads = threads.values().stream().mapToInt(Integer::intValue).sum();
		boolean tooMuch = (count > 1 && each > (netty ? MOST_KIB_OF_NETTY : MOST_KIB))
				|| newThreads > (netty ? MOST_THREADS_OF_NETTY : MOST_THREADS);
		if (!all || tooMuch || !left.isEmpty()) {
			throw new IllegalStateException(result);
		}
		return result;
	}

	/**
	 * As many WebSockets of the JDK and nothing else.
	 */
	private static String measureBare(int port, int count) throws InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		URI uri = URI.create("ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket");
		List<WebSocket> sockets = new ArrayList<>();
		sockets.add(client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {
		}).join());
		long heapBefore = heap();
		for (int i = 0; i < count; i++) {
			CountDownLatch greeted = new CountDownLatch(1);
			WebSocket socket = client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {

				@Override
				public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
					greeted.countDown();
					from.request(1);
					return null;
				}

			}).join();
			socket.sendText("40{\"token\":\"jwt\"}", true).join();
			if (!greeted.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("no handshake");
			}
			sockets.add(socket);
		}
		long each = (heap() - heapBefore) / count / 1024;
		sockets.forEach(WebSocket::abort);
		return "heap " + each + " KiB each";
	}

	private static Map<String, Integer> left(Map<String, Integer> before) throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		Map<String, Integer> left = difference(before, threads());
		for (int i = 0; i < 300 && !left.isEmpty() && !never.await(50, TimeUnit.MILLISECONDS); i++) {
			left = difference(before, threads());
		}
		return left;
	}

	/**
	 * The threads of the process by their names without numbers.
	 */
	private static Map<String, Integer> threads() {
		Map<String, Integer> census = new TreeMap<>();
		Thread.getAllStackTraces()
			.keySet()
			.forEach((thread) -> census.merge(thread.getName().replaceAll("[0-9]+", "#"), 1, Integer::sum));
		return census;
	}

	private static Map<String, Integer> difference(Map<String, Integer> before, Map<String, Integer> after) {
		Map<String, Integer> difference = new TreeMap<>(after);
		before.forEach((name, count) -> difference.merge(name, -count, Integer::sum));
		difference.values().removeIf((count) -> count <= 0);
		return difference;
	}

	private static long heap() {
		for (int i = 0; i < 5; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static void unexpected() {
		throw new IllegalStateException("no event expected");
	}

}
