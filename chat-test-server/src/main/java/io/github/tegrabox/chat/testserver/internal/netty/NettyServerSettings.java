package io.github.tegrabox.chat.testserver.internal.netty;

/**
 * Address and limits of a server.
 *
 * @param host the address to bind, loopback by default
 * @param port the port to bind, 0 for any free one
 * @param socketPath the path of the Engine.IO requests, without a slash at the end
 * @param cors which browsers' pages may use the server
 * @param maxLine the longest request line in bytes, else 414
 * @param maxHeaders the largest header section in bytes, else 431
 * @param maxBody the largest body in bytes, else 413
 */
public record NettyServerSettings(String host, int port, String socketPath, CorsPolicy cors, int maxLine,
		int maxHeaders, int maxBody) {

	private static final int KILOBYTE = 1024;

	/**
	 * Returns the defaults.
	 * @return any free port on loopback, Socket.IO's path, any origin, limits of 8 kB, 32
	 * kB and 1 MB
	 */
	public static NettyServerSettings defaults() {
		return new NettyServerSettings("127.0.0.1", 0, "/socket.io", CorsPolicy.permissive(), 8 * KILOBYTE,
				32 * KILOBYTE, KILOBYTE * KILOBYTE);
	}

	/**
	 * Returns these settings with another address.
	 * @param host the address to bind
	 * @param port the port to bind, 0 for any free one
	 * @return new settings
	 */
	public NettyServerSettings withAddress(String host, int port) {
		return new NettyServerSettings(host, port, this.socketPath, this.cors, this.maxLine, this.maxHeaders,
				this.maxBody);
	}

	/**
	 * Returns these settings with another path of the Engine.IO requests.
	 * @param socketPath the path, without a slash at the end
	 * @return new settings
	 */
	public NettyServerSettings withSocketPath(String socketPath) {
		return new NettyServerSettings(this.host, this.port, socketPath, this.cors, this.maxLine, this.maxHeaders,
				this.maxBody);
	}

	/**
	 * Returns these settings with another policy for browsers.
	 * @param cors which browsers' pages may use the server
	 * @return new settings
	 */
	public NettyServerSettings withCors(CorsPolicy cors) {
		return new NettyServerSettings(this.host, this.port, this.socketPath, cors, this.maxLine, this.maxHeaders,
				this.maxBody);
	}

}
