package io.github.tegrabox.chat.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSettings;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.netty.NettyLoop;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServer;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServerSettings;
import io.github.tegrabox.chat.testserver.internal.socketio.Ack;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoServer;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;

/**
 * Server that lets everybody in, and does its worst then.
 */
abstract class HostileServer implements AutoCloseable {

	private static final String NO_MESSAGES = "{\"items\":[],\"page\":1,\"limit\":100,\"total\":0,\"totalPages\":0}";

	/** A client has to read all that comes before a ping, however long that takes. */
	private static final Duration PING_TIMEOUT = Duration.ofMinutes(5);

	private final AtomicInteger messages = new AtomicInteger();

	private final NettyServer server;

	HostileServer() {
		NettyLoop loop = NettyLoop.create("hostile");
		EngineSettings engine = EngineSettings.defaults();
		SocketIoServer socketIo = new SocketIoServer(
				new SocketIoSettings(
						new EngineSettings(engine.pingInterval(), PING_TIMEOUT, engine.upgradeTimeout(),
								engine.maxPayload(), Integer.MAX_VALUE),
						SocketIoSettings.defaults().connectTimeout(), 10, 100),
				loop);
		socketIo.of("/").onConnection(this::welcome);
		this.server = NettyServer.start(NettyServerSettings.defaults(), loop, socketIo.engine(),
				(request) -> CompletableFuture.completedFuture(rest(request)));
	}

	private void welcome(ServerSocket socket) {
		socket.on("join_room", (arguments, ack) -> {
			ack.send(Map.of("ok", true));
			joined(socket, arguments.get(0).path("room_id").asString(""));
		});
		socket.on("send_message", (arguments, ack) -> said(socket, arguments.get(0).path("room_id").asString(""),
				arguments.get(0).path("content").asString(""), ack));
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/**
	 * Answers a request. On the server's only thread.
	 */
	HttpResponse rest(HttpRequest request) {
		if (request.path().endsWith("/projects/current")) {
			return json("{\"id\":\"prj_1\",\"name\":\"project\"}");
		}
		if (request.path().endsWith("/messages")) {
			return json(NO_MESSAGES);
		}
		return HttpResponse.text(404, "not found");
	}

	/**
	 * Does something with a socket that has just joined a room.
	 */
	void joined(ServerSocket socket, String room) {
		// Nothing, unless a test is about it.
	}

	/**
	 * Does something with a socket that has said something, before that is acknowledged.
	 */
	void said(ServerSocket socket, String room, String text) {
		// Nothing, unless a test is about it.
	}

	private void said(ServerSocket socket, String room, String text, Ack ack) {
		said(socket, room, text);
		ack.send(Map.of("ok", true, "message", message(room, "said")));
	}

	/**
	 * Makes a new message, its id unlike all before.
	 */
	Map<String, Object> message(String room, String content) {
		return Map.of("id", "m" + this.messages.incrementAndGet(), "room_id", room, "user_id", "usr_2", "content",
				content);
	}

	static HttpResponse json(String body) {
		return HttpResponse.json(200, body.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.server.close();
	}

}
