package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.util.List;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socket.session.CloseableChatSocket;
import io.github.tegrabox.chat.internal.socket.session.EngineSettings;
import io.github.tegrabox.chat.internal.socket.session.SocketResources;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import reactor.core.publisher.Mono;

/**
 * The SDK's socket, queues, order and recovery included, up to the application's
 * listener. The history is empty.
 */
final class ChatSocketClient implements BenchClient {

	private final ClientThreads threads = new ClientThreads();

	private final SocketResources resources;

	private final CloseableChatSocket socket;

	ChatSocketClient(int port, boolean netty, Runnable message, Runnable ready, Runnable connected) {
		this.resources = new SocketResources(this.threads, () -> TransportClient.createTransport(netty), null, 8);
		this.socket = CloseableChatSocket.create(
				new EngineSettings(URI.create("http://localhost:" + port), settings(), WireSettings.defaults(),
						TokenSource.fixed(new Token("jwt", null)),
						(room, page) -> Mono.just(new PaginatedResponse<>(List.of(), 1, page.limit(), 0, 0))),
				this.resources, null, null);
		this.socket.onConnect((event) -> connected.run());
		this.socket.onMessage((event) -> message.run());
		this.socket.onUserJoined((event) -> ready.run());
		this.socket.joinRoom(Clients.ROOM);
		this.socket.connect();
	}

	/**
	 * Room for a whole flood: a room that is full turns to the history, which is another
	 * measurement.
	 */
	private static SocketSettings settings() {
		SocketSettings defaults = SocketSettings.defaults();
		Dispatch dispatch = new Dispatch(defaults.dispatch().concurrency(), 1_000_000,
				defaults.dispatch().shutdownTimeout());
		return new SocketSettings(defaults.url(), defaults.path(), defaults.transports(), defaults.ackTimeout(),
				defaults.reconnect(), dispatch, defaults.recovery());
	}

	@Override
	public void prepare() {
		this.socket.startTyping(Clients.ROOM);
	}

	@Override
	public void flood() {
		this.socket.stopTyping(Clients.ROOM);
	}

	@Override
	public void send(Runnable acknowledged) {
		var unused = this.socket.sendMessageAcked(Clients.ROOM, "hello").subscribe((accepted) -> acknowledged.run());
	}

	@Override
	public void close() {
		this.socket.close();
		this.resources.close();
		this.threads.close();
	}

}
