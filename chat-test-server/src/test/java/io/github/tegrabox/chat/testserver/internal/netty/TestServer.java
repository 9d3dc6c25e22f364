package io.github.tegrabox.chat.testserver.internal.netty;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoServer;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;

/**
 * A server as the tests need it: Socket.IO and an HTTP handler on a free port.
 */
final class TestServer implements AutoCloseable {

	private final NettyLoop loop;

	private final SocketIoServer socketIo;

	private final NettyServer server;

	private TestServer(NettyLoop loop, SocketIoServer socketIo, NettyServer server) {
		this.loop = loop;
		this.socketIo = socketIo;
		this.server = server;
	}

	static TestServer start() {
		return start(SocketIoSettings.defaults(), NettyServerSettings.defaults(),
				(request) -> CompletableFuture.completedFuture(HttpResponse.text(404, "not found")));
	}

	static TestServer start(SocketIoSettings socketIo, NettyServerSettings netty, HttpHandler handler) {
		NettyLoop loop = NettyLoop.create("chat-test-server-tests");
		SocketIoServer sockets = new SocketIoServer(socketIo, loop);
		return new TestServer(loop, sockets, NettyServer.start(netty, loop, sockets.engine(), handler));
	}

	SocketIoServer socketIo() {
		return this.socketIo;
	}

	NettyLoop loop() {
		return this.loop;
	}

	int port() {
		return this.server.port();
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	void stop() {
		this.server.close();
	}

	@Override
	public void close() {
		stop();
	}

}
