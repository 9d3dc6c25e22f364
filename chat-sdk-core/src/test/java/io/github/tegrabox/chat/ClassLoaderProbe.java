package io.github.tegrabox.chat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import reactor.core.scheduler.Schedulers;

/**
 * Application that a test runs in a class loader of its own.
 */
public final class ClassLoaderProbe {

	private ClassLoaderProbe() {
	}

	/**
	 * Writes, hears it, and closes.
	 * @param place where the server is, and who asks; without a transport it only writes
	 */
	public static void run(Map<String, String> place) throws InterruptedException {
		String transport = place.get("transport");
		boolean listening = !transport.equals("none");
		SocketSettings defaults = SocketSettings.defaults();
		SocketSettings settings = new SocketSettings(null, defaults.path(),
				List.of((listening ? transport : "websocket").split("\\+")), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), defaults.recovery(), defaults.maxEventSize(),
				Connector.valueOf(place.get("connector")));
		String room = place.get("room");
		CountDownLatch heard = new CountDownLatch(listening ? 1 : 0);
		ChatClient client = ChatClient.builder()
			.baseUrl(place.get("url"))
			.apiKey(place.get("key"))
			.tokenProvider(() -> place.get("token"))
			.socket(settings)
			.build();
		try (client) {
			if (listening) {
				client.socket().onMessage((message) -> heard.countDown());
				client.socket().joinRoom(room);
				client.socket().connect();
			}
			do {
				client.messages().create(room, CreateMessageInput.of("hello", place.get("user")));
				client.reactive().rooms().list().block();
			}
			while (!heard.await(100, TimeUnit.MILLISECONDS));
		}
		// Reactor's own, which all of an application share.
		Schedulers.shutdownNow();
	}

	/**
	 * Record of no use but to be remembered.
	 *
	 * @param component type of a component, which is remembered too
	 */
	public record Passing(Passing component) {

	}

}
