package io.github.tegrabox.chat.starter.redis;

import java.io.IOException;
import java.net.ServerSocket;

import redis.embedded.RedisServer;

/**
 * A real Redis, brought by a library.
 */
final class TestRedis implements AutoCloseable {

	private final RedisServer server;

	private final int port;

	private TestRedis(RedisServer server, int port) {
		this.server = server;
		this.port = port;
	}

	static TestRedis start() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		RedisServer server = RedisServer.newRedisServer()
			.port(port)
			.setting("bind 127.0.0.1")
			.setting("save \"\"")
			.build();
		server.start();
		return new TestRedis(server, port);
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() throws IOException {
		this.server.stop();
	}

}
