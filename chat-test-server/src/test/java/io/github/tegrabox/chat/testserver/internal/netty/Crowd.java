package io.github.tegrabox.chat.testserver.internal.netty;

import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients in one room, and the broadcasts to them.
 */
final class Crowd {

	private static final int CLIENTS = 500;

	private static final int BROADCASTS = 100;

	private Crowd() {
	}

	/** Lets sockets join, and broadcasts when one of them asks for it. */
	static void serve(TestServer server) {
		Namespace namespace = server.socketIo().of("/");
		namespace.onConnection((socket) -> {
			socket.join("crowd");
			socket.on("go", (args, ack) -> {
				for (int number = 0; number < BROADCASTS; number++) {
					int next = number;
					server.loop().defer(() -> namespace.to("crowd").emit("message", next, "x".repeat(200)));
				}
			});
		});
	}

	/**
	 * Connects the clients and awaits all broadcasts; returns the milliseconds from the
	 * first to the last.
	 */
	static long gather(int port) {
		List<TestClient> clients = new ArrayList<>();
		try {
			for (int i = 0; i < CLIENTS; i++) {
				clients.add(TestClient.connect(port));
			}
			long start = System.nanoTime();
			clients.get(0).send("42[\"go\"]");
			for (TestClient client : clients) {
				for (int number = 0; number < BROADCASTS; number++) {
					assertThat(client.next()).startsWith("42[\"message\"," + number + ",");
				}
			}
			return (System.nanoTime() - start) / 1_000_000;
		}
		finally {
			clients.forEach(TestClient::close);
		}
	}

}
