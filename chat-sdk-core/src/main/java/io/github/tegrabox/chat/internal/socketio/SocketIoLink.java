package io.github.tegrabox.chat.internal.socketio;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.thread.EventThread;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Socket.IO's own client, with a {@code Manager} of its own that never
 * reconnects. The library opens the connection, and carries everything while it polls;
 * parser, WebSocket and HTTP calls are replaced through its options.
 */
final class SocketIoLink implements PacketCarrier {

	private static final String WEBSOCKET = "websocket";

	private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

	/**
	 * Name of an event on its way to the encoder, which knows the true one.
	 */
	private static final String ENCODED = "encoded";

	private static final String CONNECT = "40";

	private static final String DISCONNECT = "41";

	private final SocketIoConnection connection;

	private final ConnectRequest request;

	private final HttpClient client;

	private final TransportThreads threads;

	/**
	 * Whether the connection reads and writes its WebSocket itself. Not if it begins with
	 * polling: the library keeps the order over the upgrade.
	 */
	private final boolean direct;

	private final Set<PollingCall> calls = ConcurrentHashMap.newKeySet();

	private volatile boolean polledBefore;

	private final AtomicLong queued = new AtomicLong();

	private volatile @Nullable WebSocketBridge bridge;

	private volatile @Nullable Socket socket;

	private volatile @Nullable Future<?> timeout;

	SocketIoLink(SocketIoConnection connection, ConnectRequest request, HttpClient client, TransportThreads threads) {
		this.connection = connection;
		this.request = request;
		this.client = client;
		this.threads = threads;
		this.direct = request.transports().indexOf(WEBSOCKET) == 0;
	}

	@Override
	public void open() {
		this.timeout = this.threads.schedule(() -> this.connection.end("timeout", null), this.request.connectTimeout());
		// On a daemon thread, since the library's thread inherits the flag.
		this.threads.execute(this::start);
	}

	private void start() {
		Manager.Options options = new Manager.Options();
		options.reconnection = false;
		// Its time-out would be a thread of its own, and cover half of the way.
		options.timeout = -1;
		options.path = this.request.path();
		options.transports = this.request.transports().toArray(String[]::new);
		options.encoder = new PacketEncoder();
		options.decoder = new PacketDecoder(this.connection, this.direct);
		options.webSocketFactory = this::newWebSocket;
		options.callFactory = this::newCall;
		options.query = this.request.queryString();
		options.extraHeaders = new HashMap<>();
		this.request.headers().forEach((name, value) -> options.extraHeaders.put(name, List.of(value)));
		Socket created = new Manager(origin(), options).socket("/", options);
		created.on(Socket.EVENT_CONNECT_ERROR,
				(arguments) -> this.connection.end(SocketIoConnection.TRANSPORT_ERROR, cause(arguments)));
		created.on(Socket.EVENT_DISCONNECT, (arguments) -> this.connection.end(String.valueOf(arguments[0]), null));
		this.socket = created;
		created.open();
		if (this.connection.isEnded()) {
			release(created);
		}
	}

	private URI origin() {
		URI url = this.request.url();
		return URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/");
	}

	private WebSocket newWebSocket(Request upgrade, WebSocketListener listener) {
		WebSocketBridge created = new WebSocketBridge(this, upgrade, listener, this.threads);
		this.bridge = created;
		if (this.connection.isEnded()) {
			created.socket().close();
		}
		else {
			URI url = URI.create(upgrade.url().toString().replaceFirst("^http", "ws"));
			this.threads.executeOpening(() -> created.socket()
				.open(this.client, url, this.request.headers(), this.request.connectTimeout()));
		}
		return created;
	}

	private Call newCall(Request call) {
		PollingCall created = new PollingCall(this, call, this.client, this.threads);
		this.calls.add(created);
		return created;
	}

	@Override
	public void handshaken() {
		WebSocketBridge open = this.bridge;
		if (this.direct && open != null) {
			open.tellLibrary(EngineHandshake.UNWATCHED);
		}
	}

	@Override
	public void joined() {
		WebSocketBridge open = this.bridge;
		if (this.direct && open != null) {
			open.tellLibrary(CONNECT);
		}
		cancelTimeout();
	}

	@Override
	public void pong() {
		WebSocketBridge open = this.bridge;
		if (this.direct && open != null) {
			open.socket().send("3");
		}
	}

	@Override
	public boolean send(String message) {
		WebSocketBridge open = this.bridge;
		Socket carrier = this.socket;
		if (this.direct) {
			return open != null && open.socket().send(message);
		}
		if (carrier == null || this.queued.addAndGet(message.length()) > TextSocket.MAX_QUEUED) {
			this.queued.addAndGet(-message.length());
			return false;
		}
		carrier.emit(ENCODED, new EncodedPacket(message));
		return true;
	}

	@Override
	public void close() {
		cancelTimeout();
		WebSocketBridge open = this.bridge;
		if (this.direct && open != null) {
			open.socket().send(PacketWriter.disconnect(this.request.namespace()));
			open.socket().close();
		}
		Socket opened = this.socket;
		if (opened != null) {
			this.threads.execute(() -> release(opened));
		}
	}

	private void release(Socket opened) {
		opened.off();
		opened.close();
		if (!this.calls.isEmpty()) {
			var unused = this.threads.schedule(() -> this.calls.forEach(PollingCall::cancel), CLOSE_GRACE);
		}
	}

	private void cancelTimeout() {
		Future<?> scheduled = this.timeout;
		if (scheduled != null) {
			scheduled.cancel(false);
		}
	}

	/**
	 * Takes a message from a WebSocket.
	 * @return whether it has been dealt with, so that the library must not see it
	 */
	boolean receive(char[] text, int from, int to) {
		if (this.direct) {
			this.connection.receive(text, from, to);
		}
		return this.direct;
	}

	/**
	 * Takes a binary message from a WebSocket.
	 * @return whether it has been dealt with
	 */
	boolean receiveBinary() {
		if (this.direct) {
			this.connection.receiveBinary();
		}
		return this.direct;
	}

	/**
	 * Takes what a poll brought.
	 * @return what the library may see of it
	 * @throws ChatDecodingException if that is nothing
	 */
	String polled(String payload) {
		boolean first = !this.polledBefore;
		this.polledBefore = true;
		return PollingPayload.check(payload, first, this::tell);
	}

	/**
	 * Tells the connection of a message that the library keeps to itself, in its turn.
	 */
	private void tell(String message) {
		char[] text = message.toCharArray();
		EventThread.exec(() -> this.connection.receive(text, 0, text.length));
	}

	void closed() {
		if (this.direct) {
			this.connection.end(SocketIoConnection.TRANSPORT_CLOSE, null);
		}
	}

	void failed(Exception cause) {
		if (cause instanceof OversizedMessageException || cause instanceof ChatDecodingException) {
			this.connection.end(SocketIoConnection.PARSE_ERROR, cause);
		}
		else if (this.direct) {
			this.connection.end(SocketIoConnection.TRANSPORT_ERROR, cause);
		}
	}

	/**
	 * Puts credential and namespace into what the library sends, of which it knows
	 * nothing.
	 */
	String outgoing(String message) {
		return switch (message) {
			case CONNECT -> PacketWriter.connect(this.request.namespace(), this.request.authPayload());
			case DISCONNECT -> PacketWriter.disconnect(this.request.namespace());
			default -> message;
		};
	}

	/**
	 * Puts the credential into what the library posts.
	 */
	String posted(String payload) {
		this.queued.updateAndGet((before) -> Math.max(0, before - payload.length()));
		return PollingPayload.map(payload, this::outgoing);
	}

	void done(PollingCall call) {
		this.calls.remove(call);
	}

	private static @Nullable Throwable cause(Object[] arguments) {
		Throwable failure = (arguments.length > 0 && arguments[0] instanceof Throwable given) ? given : null;
		return (failure != null && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
