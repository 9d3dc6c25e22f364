package io.github.tegrabox.chat.internal.socketio;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSettings;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.NettyLoop;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServer;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServerSettings;
import io.github.tegrabox.chat.testserver.internal.socketio.Ack;
import io.github.tegrabox.chat.testserver.internal.socketio.ConnectRefusedException;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoServer;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import tools.jackson.databind.JsonNode;

/**
 * The other end, over a real TCP connection. It lets in whoever has the token
 * {@link #TOKEN} or {@link #ADA}, refuses others with their token as the code, and
 * remembers what it receives.
 */
final class Peer implements AutoCloseable {

	static final String TOKEN = "secret-jwt";

	/** A token of the user {@code ada}. */
	static final String ADA = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final List<ServerSocket> sockets = new CopyOnWriteArrayList<>();

	private final SocketIoServer socketIo;

	private final NettyServer server;

	private volatile Consumer<ServerSocket> greeting = (socket) -> {
	};

	private volatile String early;

	private Peer(SocketIoSettings settings) {
		NettyLoop loop = NettyLoop.create("peer");
		this.socketIo = new SocketIoServer(settings, loop);
		this.socketIo.of("/").use(this::sendEarly);
		this.socketIo.of("/").use((socket) -> check(socket.handshake().auth().path("token").asString("")));
		this.socketIo.of("/").onConnection(this::welcome);
		this.server = NettyServer.start(NettyServerSettings.defaults(), loop, this.socketIo.engine(),
				(request) -> CompletableFuture.completedFuture(HttpResponse.text(404, "not found")));
	}

	static Peer start() {
		return new Peer(SocketIoSettings.defaults());
	}

	static Peer start(Duration pingInterval, Duration pingTimeout) {
		return new Peer(SocketIoSettings.defaults().withHeartbeat(pingInterval, pingTimeout));
	}

	/**
	 * Starts a peer that takes no more than so many bytes at once.
	 */
	static Peer start(int maxPayload) {
		SocketIoSettings settings = SocketIoSettings.defaults();
		EngineSettings engine = settings.engine();
		return new Peer(new SocketIoSettings(
				new EngineSettings(engine.pingInterval(), engine.pingTimeout(), engine.upgradeTimeout(), maxPayload,
						engine.maxBuffered()),
				settings.connectTimeout(), settings.maxAttachments(), settings.maxDepth()));
	}

	private static void check(String token) throws ConnectRefusedException {
		switch (token) {
			case TOKEN, ADA -> {
			}
			case "bare" -> throw new ConnectRefusedException("no reason", null);
			default -> throw new ConnectRefusedException("unauthorized", Map.of("code", token));
		}
	}

	private void welcome(ServerSocket socket) {
		for (String event : List.of("send_message", "join_room", "start_typing")) {
			socket.on(event, (arguments, ack) -> this.received.add(new Received(event, arguments, ack)));
		}
		this.sockets.add(socket);
		this.greeting.accept(socket);
	}

	/**
	 * Does something with each socket, right after it was let in.
	 */
	void greeting(Consumer<ServerSocket> with) {
		this.greeting = with;
	}

	/**
	 * Sends a message of Engine.IO to each socket before it is let in.
	 */
	void early(String message) {
		this.early = message;
	}

	private void sendEarly(ServerSocket socket) {
		if (this.early != null) {
			this.socketIo.engine().sessions().forEach((session) -> session.send(Frame.text(this.early)));
		}
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	List<Received> received() {
		return this.received;
	}

	List<ServerSocket> sockets() {
		return this.sockets;
	}

	boolean isDeserted() {
		return this.socketIo.engine().sessions().stream().noneMatch(EngineSession::isOpen);
	}

	void session(Consumer<EngineSession> action) {
		this.sockets.get(this.sockets.size() - 1).onSession(action);
	}

	/**
	 * Sends a message of Engine.IO as it is.
	 */
	void sendRaw(String message) {
		session((session) -> session.send(Frame.text(message)));
	}

	@Override
	public void close() {
		this.server.close();
	}

	record Received(String event, List<JsonNode> arguments, Ack ack) {
	}

}
