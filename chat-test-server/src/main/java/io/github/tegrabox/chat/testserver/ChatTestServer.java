package io.github.tegrabox.chat.testserver;

import java.net.InetAddress;
import java.time.Duration;

import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.testserver.internal.api.ChatApi;
import io.github.tegrabox.chat.testserver.internal.api.MessageOrder;
import io.github.tegrabox.chat.testserver.internal.api.Settings;
import io.github.tegrabox.chat.testserver.internal.control.ControlApi;
import io.github.tegrabox.chat.testserver.internal.netty.NettyLoop;
import io.github.tegrabox.chat.testserver.internal.netty.NettyServer;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoServer;
import io.github.tegrabox.chat.testserver.record.NothingRecordedException;
import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.testserver.record.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Chat API server for development and tests: REST and Socket.IO on one port, in
 * memory. <em>Not for production.</em> <pre class="code">
 * try (ChatTestServer server = ChatTestServer.start()) {
 *     ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build();
 *     …
 * }
 * </pre> All methods may be called from any thread. None waits for a client to do
 * something, except {@link #takeRequest} and {@link #takeEvent}.
 */
public final class ChatTestServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ChatTestServer.class);

	private final Settings settings;

	private final InetAddress bindAddress;

	private final ChatApi api;

	private final NettyServer server;

	ChatTestServer(ChatTestServerBuilder builder) {
		this.settings = builder.settings();
		this.bindAddress = builder.bindAddress();
		NettyLoop loop = NettyLoop.create("chat-test-server");
		SocketIoServer sockets = new SocketIoServer(builder.socketSettings(), loop);
		this.api = new ChatApi(this.settings, sockets, loop);
		this.server = NettyServer.start(builder.serverSettings(), loop, sockets.engine(),
				builder.isControl() ? new ControlApi(this.api, this.settings) : this.api.rest());
		logger.info("Chat test server at {}: for development and tests, not for production", baseUrl());
	}

	/**
	 * Starts a server on a free port of the loopback address, with an API key of its own.
	 * @return the running server
	 */
	public static ChatTestServer start() {
		return builder().build().start();
	}

	/**
	 * Returns a builder of a server.
	 * @return a builder with the defaults
	 */
	public static ChatTestServerBuilder builder() {
		return new ChatTestServerBuilder();
	}

	/**
	 * Returns the address of the server, for the client's {@code baseUrl}.
	 * @return the address without a trailing slash, as in {@code http://127.0.0.1:4000}
	 */
	public String baseUrl() {
		String host = this.bindAddress.isAnyLocalAddress() ? "127.0.0.1" : this.bindAddress.getHostAddress();
		return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
	}

	/**
	 * Returns the port that the server listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Returns the API key of the project.
	 * @return the key
	 */
	public String apiKey() {
		return this.settings.apiKey();
	}

	/**
	 * Returns the id of the project.
	 * @return the id
	 */
	public String projectId() {
		return this.settings.project().id();
	}

	/**
	 * Accepts another API key in addition to the present ones, as when a key is rotated.
	 * @param key the key
	 */
	public void acceptApiKey(String key) {
		this.settings.acceptApiKey(key);
	}

	/**
	 * Stops accepting an API key. Tokens that were issued with it stay valid.
	 * @param key the key
	 * @throws IllegalArgumentException if the key was not accepted before
	 */
	public void revokeApiKey(String key) {
		this.settings.revokeApiKey(key);
	}

	/**
	 * Resets the server to the state in which it was started. Forgets users, rooms,
	 * messages, faults and records, and what was set by {@link #tokenTtl},
	 * {@link #clockSkew}, {@link #messageOrder}, {@link #acceptApiKey} and
	 * {@link #revokeApiKey}, and disconnects all sockets. Address, API key and project
	 * stay. Tokens issued before become invalid.
	 */
	public void reset() {
		this.api.reset();
	}

	/**
	 * Takes the server down, like one that is being restarted: frees the port and ends
	 * all sessions and connections. Its data stays, and the methods of this class still
	 * work. Blocks until the port is free.
	 */
	public void suspend() {
		this.server.suspend();
	}

	/**
	 * Brings the server back after {@link #suspend()}, on the same port. Otherwise does
	 * nothing. Blocks until the port is bound.
	 * @throws IllegalStateException if another program has taken the port
	 */
	public void resume() {
		this.server.resume();
	}

	/**
	 * Stops the server, disconnects all clients and frees the port. Blocks until none of
	 * its threads is left. Closing a closed server does nothing.
	 */
	@Override
	public void close() {
		this.api.close();
		this.server.close();
	}

	/**
	 * Returns the faults, for everything that the methods below do not offer.
	 * @return the faults
	 */
	public Faults faults() {
		return this.api.faults();
	}

	/**
	 * Fails the next calls of any REST operation. They are not applied.
	 * @param times how many calls
	 * @param status the status of the responses
	 */
	public void failNext(int times, int status) {
		faults().on(Faults.ANY).times(times).respond(status);
	}

	/**
	 * Delays the responses to the next calls of any REST operation. The calls are applied
	 * at once.
	 * @param times how many calls
	 * @param delay the delay
	 */
	public void delayNext(int times, Duration delay) {
		faults().on(Faults.ANY).times(times).delay(delay);
	}

	/**
	 * Resets the connections of the next calls of any REST operation. They are not
	 * applied.
	 * @param times how many calls
	 */
	public void cutNext(int times) {
		faults().on(Faults.ANY).times(times).cutBeforeApplying();
	}

	/**
	 * Disconnects every socket with a DISCONNECT packet, after which Socket.IO clients do
	 * not reconnect by themselves.
	 */
	public void disconnectSockets() {
		endSockets(SocketEnding.DISCONNECT);
	}

	/**
	 * Resets the TCP connections of all sockets.
	 */
	public void cutSockets() {
		endSockets(SocketEnding.RESET);
	}

	/**
	 * Ends the connections of all sockets.
	 * @param ending how to end them
	 */
	public void endSockets(SocketEnding ending) {
		this.api.endSockets(ending);
	}

	/**
	 * Stops or resumes the pings to the sockets connected now. Without pings their
	 * clients time out.
	 * @param hold {@code true} to stop them, {@code false} to resume them
	 */
	public void holdPings(boolean hold) {
		this.api.holdPings(hold);
	}

	/**
	 * Ignores the pongs of the sockets connected now, so that the server times out, or
	 * accepts them again.
	 * @param ignore {@code true} to ignore them, {@code false} to accept them
	 */
	public void ignorePongs(boolean ignore) {
		this.api.ignorePongs(ignore);
	}

	/**
	 * Limits the lifetime of tokens issued from now on, whatever lifetime is asked for. A
	 * JWT counts in whole seconds; the lifetime is rounded up.
	 * @param ttl the maximum lifetime; with zero or less, tokens are issued expired
	 */
	public void tokenTtl(Duration ttl) {
		this.settings.tokenTtl(ttl);
	}

	/**
	 * Shifts the clock that checks tokens and dates messages. Creation times never go
	 * back, except after {@link #reset()}.
	 * @param skew how far the clock is ahead; negative if it is behind
	 */
	public void clockSkew(Duration skew) {
		this.settings.clockSkew(skew);
	}

	/**
	 * Sets the order in which the server lists the messages of a room.
	 * @param order the order from now on, {@code newest-first} or {@code oldest-first}
	 */
	public void messageOrder(String order) {
		this.settings.messageOrder(MessageOrder.parse(order));
	}

	/**
	 * Creates a user, as {@code users.create} does, but with any text as values.
	 * @param username the name
	 * @param externalUserId the application's own id
	 * @return the id of the user
	 * @throws IllegalArgumentException if there is a user with this external id
	 */
	public String createUser(String username, String externalUserId) {
		return this.api.createUser(username, externalUserId);
	}

	/**
	 * Creates a room, as {@code rooms.create} does, but with any name.
	 * @param name the name
	 * @param createdBy the id of the user who becomes its first member
	 * @return the id of the room
	 * @throws IllegalArgumentException if there is no such user
	 */
	public String createRoom(String name, String createdBy) {
		return this.api.createRoom(name, createdBy);
	}

	/**
	 * Issues a token, as {@code users.generateToken} does.
	 * @param userId the id of the user
	 * @return the token, a secret
	 * @throws IllegalArgumentException if there is no such user
	 */
	public String issueToken(String userId) {
		return this.api.issueToken(userId);
	}

	/**
	 * Creates a message, as {@code messages.create} does but of any length, and sends it
	 * to the sockets in the room.
	 * @param roomId the id of the room
	 * @param userId the id of the author
	 * @param content the text
	 * @return the id of the message
	 * @throws IllegalArgumentException if there is no such room or user
	 */
	public String createMessage(String roomId, String userId, String content) {
		return this.api.createMessage(roomId, userId, content);
	}

	/**
	 * Returns how many sockets are connected.
	 * @return the number of sockets that were accepted and have not gone
	 */
	public int connectedSockets() {
		return this.api.connectedSockets();
	}

	/**
	 * Returns how many TCP connections there are, active or idle, of REST and sockets
	 * alike.
	 * @return the number of connections that were accepted and are not closed
	 */
	public int openConnections() {
		return this.server.connections();
	}

	/**
	 * Takes the oldest request not yet taken. Blocks until there is one.
	 * @param timeout how long to wait at most
	 * @return the request and the status of its answer
	 * @throws NothingRecordedException if none came in time
	 */
	public RecordedRequest takeRequest(Duration timeout) {
		return recorder().requests().take(timeout);
	}

	/**
	 * Takes the oldest socket event not yet taken. Blocks until there is one.
	 * @param timeout how long to wait at most
	 * @return the event
	 * @throws NothingRecordedException if none came in time
	 */
	public RecordedEvent takeEvent(Duration timeout) {
		return recorder().events().take(timeout);
	}

	/**
	 * Returns the log of everything that happened, limited in size.
	 * @return the log
	 */
	public Recorder recorder() {
		return this.api.recorder();
	}

}
