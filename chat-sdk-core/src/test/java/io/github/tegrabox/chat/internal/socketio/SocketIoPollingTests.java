package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link SocketIoTransport} that only polls.
 */
class SocketIoPollingTests extends SocketTransportContractTests implements BoundedRefusalContractTests {

	@Override
	SocketTransport createTransport() {
		return new Transports(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder(), null, Connector.JDK);
	}

	@Override
	List<String> transports() {
		return List.of("polling");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "6" })
	void asksAServerThatHoldsNoPollNotWithoutAPause(String nothing) throws IOException {
		AtomicInteger polls = new AtomicInteger();
		try (Answers answers = Answers.start((head) -> {
			String body = "ok";
			if (head.startsWith("GET")) {
				int number = polls.incrementAndGet();
				body = (number == 1) ? "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":250000,\"pingTimeout\":20000}"
						: (number == 2) ? "40{\"sid\":\"s\"}" : nothing;
			}
			return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
				.getBytes(StandardCharsets.UTF_8);
		})) {
			long start = System.nanoTime();
			open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			await().atMost(SOON).until(() -> polls.get() >= 12);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1200));
			assertThat(this.listener.isClosed()).isFalse();
		}
	}

	@Test
	void saysGoodbyeToTheReplicaThatABalancerChose() throws IOException {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		List<String> heads = new CopyOnWriteArrayList<>();
		try (Answers answers = Answers.start((head) -> {
			heads.add(head);
			closed.join();
			String body = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":250000,\"pingTimeout\":20000}";
			return ("HTTP/1.1 200 OK\r\nSet-Cookie: route=a; Path=/\r\nContent-Length: " + body.length() + "\r\n\r\n"
					+ body)
				.getBytes(StandardCharsets.UTF_8);
		})) {
			SocketConnection connection = open(answers.uri(), Peer.TOKEN, Duration.ofMinutes(1));
			await().atMost(SOON).until(() -> heads.size() == 1);
			connection.close();
			closed.complete(null);
			await().atMost(SOON).until(() -> heads.stream().anyMatch((head) -> head.startsWith("POST ")));
		}
		assertThat(heads).filteredOn((head) -> head.startsWith("POST "))
			.allSatisfy((head) -> assertThat(head).contains("sid=s ", "Cookie: route=a\r\n"));
	}

}
