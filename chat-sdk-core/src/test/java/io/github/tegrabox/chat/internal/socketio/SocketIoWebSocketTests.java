package io.github.tegrabox.chat.internal.socketio;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link SocketIoTransport} over WebSocket.
 */
class SocketIoWebSocketTests extends WebSocketContractTests {

	@Override
	SocketTransport createTransport() {
		return new Transports(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder(), null, Connector.JDK);
	}

	@Test
	void readsOneLinkOnTheThreadThatTheDataArriveOnAndSeveralElsewhere() {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		this.listener.reacting((signal) -> threads.add(Thread.currentThread().getName()));
		connect();
		awaitReadingOn(threads, "-SelectorManager");
		RecordingListener other = new RecordingListener();
		SocketConnection second = open(this.peer.uri(), Peer.TOKEN, Duration.ofMinutes(1), other);
		await().atMost(SOON).until(other::isConnected);
		threads.clear();
		awaitReadingOn(threads, "chat-io-");
		threads.clear();
		awaitReadingOn(threads, "chat-io-");
		assertThat(threads).allMatch((name) -> name.startsWith("chat-io-"));
		second.close();
		awaitReadingOn(threads, "-SelectorManager");
		assertThat(this.listener.overlapped()).isFalse();
	}

	private void awaitReadingOn(Set<String> threads, String name) {
		await().atMost(SOON).until(() -> {
			this.peer.sockets().get(0).emit("message", message(1));
			return threads.stream().anyMatch((thread) -> thread.contains(name));
		});
	}

}
