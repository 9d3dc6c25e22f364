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
 * memory. It is <em>not for production</em>. <pre class="code">
 * try (ChatTestServer server = ChatTestServer.start()) {
 *     ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build();
 *     …
 * }
 * </pre> All methods may be called from any thread; none waits for a client.
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
	 * Begins the configuration of a server.
	 * @return a builder with the defaults
	 */
	public static ChatTestServerBuilder builder() {
		return new ChatTestServerBuilder();
	}

	/**
	 * Returns the address of the server, for the client's {@code baseUrl}.
	 * @return the address without a slash at its end, as in {@code http://127.0.0.1:4000}
	 */
	public String baseUrl() {
		String host = this.bindAddress.isAnyLocalAddress() ? "127.0.0.1" : this.bindAddress.getHostAddress();
		return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
	}

	/**
	 * Returns the port.
	 * @return the port that is bound
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
	 * Accepts another API key beside those that are accepted, as when a key is rotated.
	 * @param key the key
	 */
	public void acceptApiKey(String key) {
		this.settings.acceptApiKey(key);
	}

	/**
	 * Accepts an API key no more; tokens that it issued stay good.
	 * @param key the key
	 * @throws IllegalArgumentException if it was not accepted
	 */
	public void revokeApiKey(String key) {
		this.settings.revokeApiKey(key);
	}

	/**
	 * Makes the server as it was when it had just been started: forgets users, rooms,
	 * messages, faults, records, and what was set by {@link #tokenTtl},
	 * {@link #clockSkew}, {@link #messageOrder}, {@link #acceptApiKey} and
	 * {@link #revokeApiKey}, and disconnects all sockets. Address, API key and project
	 * stay. Tokens issued before are good no more.
	 */
	public void reset() {
		this.api.reset();
	}

	/**
	 * Goes down as a server does that is restarted: frees the port and ends all sessions
	 * and connections. What the server knows stays, and the methods of this class go on
	 * to work. Blocks until the port is free.
	 */
	public void suspend() {
		this.server.suspend();
	}

	/**
	 * Comes back after {@link #suspend()}, on the same port. Otherwise does nothing.
	 * Blocks until the port is bound.
	 * @throws IllegalStateException if another program has taken the port
	 */
	public void resume() {
		this.server.resume();
	}

	/**
	 * Stops the server, disconnects everybody and frees the port. Blocks until no thread
	 * of it is left. Closing a closed server does nothing.
	 */
	@Override
	public void close() {
		this.api.close();
		this.server.close();
	}

	/**
	 * Returns the faults, where all that the methods below cannot say can be said.
	 * @return the faults
	 */
	public Faults faults() {
		return this.api.faults();
	}

	/**
	 * Fails the next calls of any REST operation; they are not applied.
	 * @param times how many calls
	 * @param status the status they are answered with
	 */
	public void failNext(int times, int status) {
		faults().on(Faults.ANY).times(times).respond(status);
	}

	/**
	 * Answers the next calls of any REST operation late; they are applied at once.
	 * @param times how many calls
	 * @param delay how late
	 */
	public void delayNext(int times, Duration delay) {
		faults().on(Faults.ANY).times(times).delay(delay);
	}

	/**
	 * Resets the connections of the next calls of any REST operation; they are not
	 * applied.
	 * @param times how many calls
	 */
	public void cutNext(int times) {
		faults().on(Faults.ANY).times(times).cutBeforeApplying();
	}

	/**
	 * Sends every socket away with the server's DISCONNECT, after which clients do not
	 * reconnect by themselves.
	 */
	public void disconnectSockets() {
		endSockets(SocketEnding.DISCONNECT);
	}

	/**
	 * Resets the TCP connections of every socket.
	 */
	public void cutSockets() {
		endSockets(SocketEnding.RESET);
	}

	/**
	 * Ends the connections of every socket.
	 * @param ending how
	 */
	public void endSockets(SocketEnding ending) {
		this.api.endSockets(ending);
	}

	/**
	 * Stops the pings to the sockets connected now, so that their clients time out, or
	 * resumes them.
	 * @param hold whether to stop them
	 */
	public void holdPings(boolean hold) {
		this.api.holdPings(hold);
	}

	/**
	 * Ignores the pongs of the sockets connected now, so that the server times out, or
	 * hears them again.
	 * @param ignore whether to ignore them
	 */
	public void ignorePongs(boolean ignore) {
		this.api.ignorePongs(ignore);
	}

	/**
	 * Limits the life of the tokens issued from now on, whatever life is asked for. A JWT
	 * counts in whole seconds; the life is rounded up.
	 * @param ttl the longest life; with zero or less tokens are issued expired
	 */
	public void tokenTtl(Duration ttl) {
		this.settings.tokenTtl(ttl);
	}

	/**
	 * Sets the clock by which tokens are checked and messages are dated. The times of
	 * what is created never go back, except by {@link #reset()}.
	 * @param skew how far it is ahead; negative for behind
	 */
	public void clockSkew(Duration skew) {
		this.settings.clockSkew(skew);
	}

	/**
	 * Sets the order of a room's history.
	 * @param order the order from now on, {@code newest-first} or {@code oldest-first}
	 */
	public void messageOrder(String order) {
		this.settings.messageOrder(MessageOrder.parse(order));
	}

	/**
	 * Creates a user, as {@code users.create} does, of any text.
	 * @param username the name
	 * @param externalUserId the application's id
	 * @return the id of the user
	 * @throws IllegalArgumentException if there is a user with this external id
	 */
	public String createUser(String username, String externalUserId) {
		return this.api.createUser(username, externalUserId);
	}

	/**
	 * Creates a room, as {@code rooms.create} does, of any name.
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
	 * Writes a message, as {@code messages.create} does but of any length, and sends it
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
	 * Tells how many sockets are connected.
	 * @return the number of sockets that were let in and are not gone
	 */
	public int connectedSockets() {
		return this.api.connectedSockets();
	}

	/**
	 * Tells how many TCP connections there are, used or idle, of REST and sockets alike.
	 * @return the number of connections that were accepted and are not closed
	 */
	public int openConnections() {
		return this.server.connections();
	}

	/**
	 * Takes the oldest request not yet taken. Blocks until there is one.
	 * @param timeout the longest time to wait
	 * @return the request and the status of its answer
	 * @throws NothingRecordedException if none came in time
	 */
	public RecordedRequest takeRequest(Duration timeout) {
		return recorder().requests().take(timeout);
	}

	/**
	 * Takes the oldest socket event not yet taken. Blocks until there is one.
	 * @param timeout the longest time to wait
	 * @return the event
	 * @throws NothingRecordedException if none came in time
	 */
	public RecordedEvent takeEvent(Duration timeout) {
		return recorder().events().take(timeout);
	}

	/**
	 * Returns the log of everything that happened, within bounds.
	 * @return the log
	 */
	public Recorder recorder() {
		return this.api.recorder();
	}

}
