package io.github.tegrabox.chat.benchmarks.socket;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The clients under measurement, by name.
 */
final class Clients {

	static final String ROOM = "room_1";

	private Clients() {
	}

	/**
	 * Connects a client and waits until it may send.
	 * @param kind its name
	 * @param port the port of the server
	 * @param message what to call for each message, as a record of the SDK
	 * @param ready what to call when the server is ready for a flood
	 * @return the client
	 */
	static BenchClient connect(String kind, int port, Runnable message, Runnable ready) throws InterruptedException {
		CountDownLatch connected = new CountDownLatch(1);
		BenchClient client = switch (kind) {
			case "bare" -> new BareClient(port, message, ready, connected::countDown);
			case "jdk-transport" -> new TransportClient(port, false, message, ready, connected::countDown);
			case "netty-transport" -> new TransportClient(port, true, message, ready, connected::countDown);
			case "jdk" -> new ChatSocketClient(port, false, message, ready, connected::countDown);
			case "netty" -> new ChatSocketClient(port, true, message, ready, connected::countDown);
			case "stock" -> new StockClient(port, StockClient::byJackson, message, ready, connected::countDown);
			case "stock-fields" -> new StockClient(port, StockClient::byHand, message, ready, connected::countDown);
			default -> throw new IllegalArgumentException(kind);
		};
		if (!connected.await(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("not connected");
		}
		return client;
	}

}
