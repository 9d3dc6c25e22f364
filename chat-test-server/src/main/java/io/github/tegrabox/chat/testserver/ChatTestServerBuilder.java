package io.github.tegrabox.chat.testserver;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import io.github.tegrabox.chat.testserver.internal.api.Project;
import io.github.tegrabox.chat.testserver.internal.api.Settings;
import io.github.tegrabox.chat.testserver.internal.api.SkewableClock;
import io.github.tegrabox.chat.testserver.internal.netty.CorsPolicy;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServerSettings;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoSettings;
import org.jspecify.annotations.Nullable;

/**
 * Builder of a {@link ChatTestServer}. Everything has a default. An invalid port, path or
 * blank value is refused with an {@link IllegalArgumentException}. Not safe for use by
 * several threads.
 */
public final class ChatTestServerBuilder {

	private int port;

	private InetAddress bindAddress = InetAddress.getLoopbackAddress();

	private @Nullable String apiKey;

	private @Nullable String projectId;

	private Clock clock = Clock.systemUTC();

	private SocketIoSettings socketSettings = SocketIoSettings.defaults();

	private String socketPath = NettyServerSettings.defaults().socketPath();

	private CorsPolicy cors = CorsPolicy.permissive();

	private ChatTestServerWire wire = ChatTestServerWire.builder().build();

	private boolean control;

	ChatTestServerBuilder() {
	}

	/**
	 * Sets the port. The default is any free port.
	 * @param port the port, 0 for any free one
	 * @return this
	 */
	public ChatTestServerBuilder port(int port) {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port);
		}
		this.port = port;
		return this;
	}

	/**
	 * Sets the address to listen on. The default is the loopback address, which other
	 * machines cannot reach.
	 * @param bindAddress the address
	 * @return this
	 */
	public ChatTestServerBuilder bindAddress(InetAddress bindAddress) {
		this.bindAddress = Objects.requireNonNull(bindAddress, "bindAddress");
		return this;
	}

	/**
	 * Sets the API key of the project. By default each server generates its own.
	 * @param apiKey the key
	 * @return this
	 */
	public ChatTestServerBuilder apiKey(String apiKey) {
		this.apiKey = notBlank(apiKey, "apiKey");
		return this;
	}

	/**
	 * Sets the id of the project. By default each server generates its own.
	 * @param projectId the id
	 * @return this
	 */
	public ChatTestServerBuilder projectId(String projectId) {
		this.projectId = notBlank(projectId, "projectId");
		return this;
	}

	/**
	 * Sets the clock that dates messages and tokens. Timeouts do not depend on it.
	 * @param clock the clock
	 * @return this
	 */
	public ChatTestServerBuilder clock(Clock clock) {
		this.clock = Objects.requireNonNull(clock, "clock");
		return this;
	}

	/**
	 * Sets the heartbeat of the sockets. The default is that of Socket.IO: a ping every
	 * 25 seconds, to be answered within 20 seconds.
	 * @param pingInterval the time between two pings of the server
	 * @param pingTimeout the time that a client has to answer a ping
	 * @return this
	 */
	public ChatTestServerBuilder heartbeat(Duration pingInterval, Duration pingTimeout) {
		this.socketSettings = this.socketSettings.withHeartbeat(pingInterval, pingTimeout);
		return this;
	}

	/**
	 * Sets the path of the sockets. The default is {@code /socket.io}.
	 * @param socketPath the path
	 * @return this
	 */
	public ChatTestServerBuilder socketPath(String socketPath) {
		if (!socketPath.startsWith("/") || socketPath.length() < 2) {
			throw new IllegalArgumentException("A path of sockets begins with a slash, unlike " + socketPath);
		}
		this.socketPath = socketPath.endsWith("/") ? socketPath.substring(0, socketPath.length() - 1) : socketPath;
		return this;
	}

	/**
	 * Sets which web pages may use the server from a browser. By default all may.
	 * @param origins the origins, as in {@code http://localhost:8080}; none to allow no
	 * page of another origin
	 * @return this
	 */
	public ChatTestServerBuilder allowedOrigins(String... origins) {
		this.cors = CorsPolicy.origins(origins);
		return this;
	}

	/**
	 * Sets how the server speaks. The default is the Chat API's standard.
	 * @param wire the differences from the standard
	 * @return this
	 */
	public ChatTestServerBuilder wire(ChatTestServerWire wire) {
		this.wire = Objects.requireNonNull(wire, "wire");
		return this;
	}

	/**
	 * Sets whether faults can also be controlled over HTTP, under {@code /_control} and
	 * from this machine only. By default they cannot.
	 * @param control whether they can
	 * @return this
	 */
	public ChatTestServerBuilder control(boolean control) {
		this.control = control;
		return this;
	}

	/**
	 * Builds the configured server, without starting it.
	 * @return the launcher that starts the server
	 */
	public ChatTestServerLauncher build() {
		ChatTestServerBuilder copy = new ChatTestServerBuilder();
		copy.port = this.port;
		copy.bindAddress = this.bindAddress;
		copy.apiKey = this.apiKey;
		copy.projectId = this.projectId;
		copy.clock = this.clock;
		copy.socketSettings = this.socketSettings;
		copy.socketPath = this.socketPath;
		copy.cors = this.cors;
		copy.wire = this.wire;
		copy.control = this.control;
		return new ChatTestServerLauncher(copy);
	}

	NettyServerSettings serverSettings() {
		return NettyServerSettings.defaults()
			.withAddress(this.bindAddress.getHostAddress(), this.port)
			.withSocketPath(this.socketPath)
			.withCors(this.cors);
	}

	InetAddress bindAddress() {
		return this.bindAddress;
	}

	SocketIoSettings socketSettings() {
		return this.socketSettings;
	}

	boolean isControl() {
		return this.control;
	}

	Settings settings() {
		String key = (this.apiKey != null) ? this.apiKey : "key_" + random(32);
		String id = (this.projectId != null) ? this.projectId : "prj_" + random(16);
		return new Settings(new Project(id, "Test project"), key, this.wire.dialect(), new SkewableClock(this.clock));
	}

	private static String random(int length) {
		return UUID.randomUUID().toString().replace("-", "").substring(0, length);
	}

	private static String notBlank(String value, String name) {
		if (value.isBlank()) {
			throw new IllegalArgumentException(name + " must not be blank");
		}
		return value;
	}

}
