package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.socketio.Namespace;
import io.github.tegrabox.chat.testserver.internal.socketio.SocketIoServer;
import io.github.tegrabox.chat.testserver.record.Recorder;

/**
 * The Chat API: REST and sockets over one store. Its methods may be called from any
 * thread but the server's own; they block until the server has done what they ask for.
 */
public final class ChatApi {

	private static final long CALL_SECONDS = 60;

	private final Settings settings;

	private final TaskLoop loop;

	private final Namespace namespace;

	private final ChatStore store;

	private final Tokens tokens;

	private final LiveSockets live;

	private final Faults faults;

	private final Recorder recorder;

	private final HttpHandler rest;

	private volatile boolean closed;

	/**
	 * Creates the Chat API and attaches it to a Socket.IO server.
	 * @param settings how it answers
	 * @param sockets the Socket.IO server
	 * @param loop the server's thread
	 */
	public ChatApi(Settings settings, SocketIoServer sockets, TaskLoop loop) {
		this.settings = settings;
		this.loop = loop;
		this.namespace = sockets.of(settings.dialect().namespace());
		this.faults = new Faults(operations(), events());
		this.recorder = new Recorder();
		Ids ids = new Ids(new SplittableRandom());
		this.store = new ChatStore(settings.clock(), ids);
		this.tokens = new Tokens(settings, this.store);
		this.live = new LiveSockets(this.namespace, this.tokens, settings, this.recorder);
		this.rest = new RestApi(settings.dialect(), new Operations(this.store, this.tokens, this.live, settings),
				new Credentials(settings, this.tokens), this.faults, this.recorder, ids);
		SocketFaults socketFaults = new SocketFaults(this.faults, settings.dialect(), ids);
		sockets.engine().guard(socketFaults);
		sockets.outboundFilter(socketFaults);
		this.namespace.use(new SocketGate(this.tokens, settings.dialect(), this.faults, this.recorder));
		this.namespace
			.onConnection(new SocketEvents(this.store, this.live, settings, this.faults, this.recorder, loop)::attach);
	}

	/**
	 * Returns what answers REST requests.
	 * @return the handler
	 */
	public HttpHandler rest() {
		return this.rest;
	}

	/**
	 * Returns the faults.
	 * @return the faults, none at first
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * Returns the log of what happened.
	 * @return the log
	 */
	public Recorder recorder() {
		return this.recorder;
	}

	/**
	 * Creates a user.
	 * @param username the name
	 * @param externalUserId the application's id
	 * @return the id
	 */
	public String createUser(String username, String externalUserId) {
		return call(() -> this.store.createUser(new NewUser(username, externalUserId, null, null)).id());
	}

	/**
	 * Creates a room.
	 * @param name the name
	 * @param createdBy the id of the user who becomes its first member
	 * @return the id
	 */
	public String createRoom(String name, String createdBy) {
		return call(() -> this.store.createRoom(name, createdBy).id());
	}

	/**
	 * Issues a token.
	 * @param userId the user
	 * @return the token, a secret
	 */
	public String issueToken(String userId) {
		return call(() -> this.tokens.issue(userId, null).value());
	}

	/**
	 * Writes a message and sends it to the room's sockets.
	 * @param roomId the room
	 * @param userId the author
	 * @param content the text
	 * @return the id
	 */
	public String createMessage(String roomId, String userId, String content) {
		return call(() -> this.store.addMessage(roomId, userId, content, this.live::publish).id());
	}

	/**
	 * Tells how many sockets are connected.
	 * @return the number of sockets that were let in
	 */
	public int connectedSockets() {
		return this.namespace.sockets().size();
	}

	/**
	 * Ends the connections of all sockets.
	 * @param ending how
	 */
	public void endSockets(SocketEnding ending) {
		run(() -> this.namespace.sockets().forEach((socket) -> SocketFaults.end(socket, ending)));
	}

	/**
	 * Stops the server's pings to the sockets that are connected now, or resumes them.
	 * @param hold whether to stop them
	 */
	public void holdPings(boolean hold) {
		run(() -> this.namespace.sockets().forEach((socket) -> socket.onSession((session) -> session.holdPings(hold))));
	}

	/**
	 * Ignores the pongs of the sockets that are connected now, or hears them again.
	 * @param ignore whether to ignore them
	 */
	public void ignorePongs(boolean ignore) {
		run(() -> this.namespace.sockets()
			.forEach((socket) -> socket.onSession((session) -> session.ignorePongs(ignore))));
	}

	/**
	 * Forgets data, faults, settings and records, and disconnects all sockets.
	 */
	public void reset() {
		run(() -> {
			this.faults.clear();
			this.settings.reset();
			this.store.clear();
			this.namespace.sockets().forEach((socket) -> socket.disconnect(false));
			this.recorder.clear();
		});
	}

	/**
	 * Tells that the server is about to close: from now on all that needs it is refused.
	 */
	public void close() {
		this.closed = true;
	}

	private void run(Runnable task) {
		call(() -> {
			task.run();
			return true;
		});
	}

	private <T> T call(Supplier<T> task) {
		if (this.closed) {
			throw new IllegalStateException("The server is closed");
		}
		CompletableFuture<T> result = new CompletableFuture<>();
		this.loop.run(() -> {
			try {
				result.complete(task.get());
			}
			catch (ApiException ex) {
				result.completeExceptionally(new IllegalArgumentException(ex.text()));
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		try {
			return result.get(CALL_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("The server does not respond", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	private static Set<String> operations() {
		return Arrays.stream(Operation.values()).map(Operation::id).collect(Collectors.toSet());
	}

	private static Set<String> events() {
		Set<String> points = new LinkedHashSet<>(Set.of(Faults.HANDSHAKE, Faults.CONNECT));
		SocketEvents.RECEIVED.forEach((event) -> points.add(Faults.RECEIVE + event));
		SocketEvents.SENT.forEach((event) -> points.add(Faults.EMIT + event));
		return points;
	}

}
