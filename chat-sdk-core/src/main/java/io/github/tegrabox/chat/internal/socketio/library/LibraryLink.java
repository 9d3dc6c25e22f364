package io.github.tegrabox.chat.internal.socketio.library;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.Cookies;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.EngineHandshake;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.socket.engineio.client.Socket;
import io.socket.thread.EventThread;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the library's Engine.IO client. Its HTTP calls and its WebSocket are
 * the JDK's. What arrives is checked before the library sees it. The credential is added
 * only after the library, so that it never passes through code that might log it.
 */
public final class LibraryLink implements Link, PollBody.Parts {

	/**
	 * How long accepted messages may take to be sent once the link is closing.
	 */
	private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

	private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

	/** Packet that enters a namespace, without the credential. */
	private static final String CONNECT = "40";

	private static final String PONG = "3";

	/** So many empty polls in a row slow polling down; one or two are normal. */
	private static final int MANY = 3;

	private final ConnectRequest request;

	private final LinkListener listener;

	private final HttpClientHolder client;

	private final ClientThreads threads;

	private final Set<PollingCall> calls = ConcurrentHashMap.newKeySet();

	private final Cookies cookies = new Cookies();

	/** What the library has not been given yet; also the lock of the fields below. */
	private final Queue<String> outbound = new ArrayDeque<>();

	private long queued;

	private boolean closing;

	private boolean paused;

	private final List<Runnable> withheld = new ArrayList<>();

	/** Used on the library's thread only. */
	private int given;

	/** The number of polls in a row that brought nothing. */
	private final AtomicInteger inVain = new AtomicInteger();

	private volatile int maxPayload = Integer.MAX_VALUE;

	private volatile String connect = CONNECT;

	private volatile boolean polledBefore;

	private volatile boolean engineEnded;

	private volatile boolean open;

	private volatile @Nullable Throwable failure;

	private volatile @Nullable UpgradeSocket upgrade;

	private volatile @Nullable Socket socket;

	/**
	 * Creates a polling link that is not open yet.
	 * @param request where to connect
	 * @param listener the listener to call
	 * @param client sends polls and posts; this does not close it
	 * @param threads the threads, which this does not close
	 */
	public LibraryLink(ConnectRequest request, LinkListener listener, HttpClientHolder client, ClientThreads threads) {
		this.request = request;
		this.listener = listener;
		this.client = client;
		this.threads = threads;
	}

	@Override
	public void open() {
		// On a daemon thread, since the library's thread inherits the flag.
		this.threads.execute(this::start);
	}

	private void start() {
		Socket.Options options = new Socket.Options();
		options.path = this.request.path();
		options.transports = this.request.transports().toArray(String[]::new);
		options.webSocketFactory = this::newWebSocket;
		options.callFactory = this::newCall;
		options.query = this.request.queryString();
		URI url = this.request.url();
		Socket created = new Socket(URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/"), options);
		created.on(Socket.EVENT_OPEN, (arguments) -> feed());
		created.on(Socket.EVENT_DRAIN, (arguments) -> {
			this.given = 0;
			feed();
		});
		created.on(Socket.EVENT_MESSAGE, (arguments) -> message(arguments[0]));
		created.on(Socket.EVENT_ERROR, (arguments) -> {
			if (arguments.length > 0 && arguments[0] instanceof Throwable cause) {
				broken((cause.getCause() != null) ? cause.getCause() : cause);
			}
		});
		created.on(Socket.EVENT_CLOSE, (arguments) -> ended(String.valueOf(arguments[0])));
		this.socket = created;
		if (isClosing()) {
			return;
		}
		created.open();
	}

	private boolean isClosing() {
		synchronized (this.outbound) {
			return this.closing;
		}
	}

	private WebSocket newWebSocket(Request wanted, WebSocketListener library) {
		UpgradeSocket created = new UpgradeSocket(this, wanted, library);
		this.upgrade = created;
		created.socket().open();
		return created;
	}

	private Call newCall(Request call) {
		PollingCall created = new PollingCall(this, call);
		this.calls.add(created);
		return created;
	}

	@Override
	public boolean send(String message) {
		if (message.equals(PONG)) {
			// The library answers pings by itself.
			return true;
		}
		synchronized (this.outbound) {
			if (this.closing || this.queued + message.length() > MAX_QUEUED) {
				return false;
			}
			if (message.startsWith(CONNECT)) {
				this.connect = message;
				this.outbound.add(CONNECT);
			}
			else {
				this.outbound.add(message);
			}
			this.queued += message.length();
		}
		EventThread.exec(this::feed);
		return true;
	}

	/**
	 * Gives the library what fits into one post, and no more until that is sent. Called
	 * on its thread.
	 */
	private void feed() {
		Socket carrier = this.socket;
		if (carrier == null || this.given > 0) {
			return;
		}
		long room = this.maxPayload;
		String next = next(room);
		while (next != null) {
			room -= size(next);
			this.given++;
			carrier.send(next.substring(1));
			next = next(room);
		}
		if (this.given == 0 && isClosing()) {
			carrier.close();
		}
	}

	private @Nullable String next(long room) {
		synchronized (this.outbound) {
			String first = this.outbound.peek();
			// A message that is too large by itself is sent alone.
			if (first == null || (size(first) > room && room < this.maxPayload)) {
				return null;
			}
			this.outbound.poll();
			this.queued -= first.length();
			return first;
		}
	}

	private long size(String message) {
		String sent = outgoing(message);
		return (3L * sent.length() < this.maxPayload / 2) ? 3L * sent.length()
				: sent.getBytes(StandardCharsets.UTF_8).length + 1L;
	}

	private void message(Object data) {
		Matcher tooLong = (data instanceof String text) ? PollingPayload.readOversized(text) : null;
		if (tooLong != null && tooLong.matches()) {
			this.listener.receivedOversized(tooLong.group(2), Long.parseLong(tooLong.group(1)));
		}
		else if (data instanceof String text) {
			char[] message = ('4' + text).toCharArray();
			this.listener.received(message, 0, message.length);
		}
		else {
			this.listener.receivedBinary();
		}
	}

	@Override
	public boolean isGone() {
		return (this.engineEnded || this.socket == null) && this.calls.isEmpty();
	}

	@Override
	public void awaitEnd() {
		cancelCalls();
		if (EventThread.isCurrent()) {
			return;
		}
		CountDownLatch done = new CountDownLatch(1);
		// After whatever the cancellation causes.
		EventThread.nextTick(() -> EventThread.nextTick(done::countDown));
		try {
			var unused = done.await(ClientThreads.FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void ended(String reason) {
		this.engineEnded = true;
		Throwable cause = this.failure;
		if (cause instanceof ChatDecodingException) {
			this.listener.failed(cause);
		}
		else if (reason.equals("transport error")) {
			this.listener.failed((this.open || cause == null) ? cause : HandshakeException.of(cause));
		}
		else {
			this.listener.closed(reason, null);
		}
		if (!this.calls.isEmpty()) {
			var unused = this.threads.schedule(this::cancelCalls, CLOSE_GRACE);
		}
	}

	private void cancelCalls() {
		this.calls.forEach(PollingCall::cancel);
	}

	@Override
	public void pause() {
		synchronized (this.outbound) {
			this.paused = true;
		}
		UpgradeSocket upgraded = this.upgrade;
		if (upgraded != null) {
			upgraded.socket().pause();
		}
	}

	@Override
	public void resume() {
		List<Runnable> due;
		synchronized (this.outbound) {
			this.paused = false;
			due = List.copyOf(this.withheld);
			this.withheld.clear();
		}
		due.forEach(Runnable::run);
		UpgradeSocket upgraded = this.upgrade;
		if (upgraded != null) {
			upgraded.socket().resume();
		}
	}

	/**
	 * Runs a task now, or once reading resumes if it is paused.
	 */
	void whenReading(Runnable task) {
		synchronized (this.outbound) {
			if (this.paused) {
				this.withheld.add(task);
				return;
			}
		}
		task.run();
	}

	@Override
	public void close() {
		synchronized (this.outbound) {
			if (this.closing) {
				return;
			}
			this.closing = true;
		}
		resume();
		EventThread.exec(this::feed);
		var unused = this.threads.schedule(this::cancelCalls, FLUSH_LIMIT);
	}

	/**
	 * Notes the result of a poll.
	 * @param nothing whether it brought nothing
	 * @return whether several in a row brought nothing
	 */
	boolean isInVain(boolean nothing) {
		if (!nothing) {
			this.inVain.set(0);
		}
		return nothing && this.inVain.incrementAndGet() >= MANY;
	}

	/**
	 * Passes on what a long poll brings before its end. Bypasses the library, which would
	 * keep all of it until then.
	 */
	@Override
	public void take(String payload, Consumer<String> then) {
		whenReading(() -> EventThread.exec(() -> {
			try {
				then.accept(handOn(checked(payload)));
			}
			catch (ChatDecodingException ex) {
				fail(ex);
			}
		}));
	}

	private String handOn(String payload) {
		String rest = "";
		for (String message : PollingPayload.split(payload)) {
			switch (message.charAt(0)) {
				case '4' -> message(message.substring(1));
				case 'b' -> this.listener.receivedBinary();
				default -> rest = PollingPayload.join(rest, message);
			}
		}
		return rest;
	}

	/**
	 * Checks what a poll or a WebSocket brought.
	 * @return what the library may see of it
	 * @throws ChatDecodingException if it is not valid
	 */
	String checked(String payload) {
		boolean first = !this.polledBefore;
		this.polledBefore = true;
		if (first) {
			requireKnownProtocol(payload);
		}
		return PollingPayload.check(payload, first, this::tell);
	}

	private static void requireKnownProtocol(String payload) {
		if (payload.matches("(?s)\\d+:0\\{.*")) {
			throw EngineHandshake.oldProtocol();
		}
		if (!payload.startsWith("0")) {
			Matcher tooLong = PollingPayload.readOversized(payload.substring(Math.min(1, payload.length())));
			throw EngineHandshake.foreign(tooLong.matches() ? tooLong.group(2) : payload);
		}
	}

	/**
	 * Reports a message that the library does not pass on, in order.
	 */
	private void tell(String message) {
		if (message.startsWith("0")) {
			opened(message);
		}
		char[] text = message.toCharArray();
		EventThread.exec(() -> this.listener.received(text, 0, text.length));
	}

	private void opened(String message) {
		EngineHandshake handshake = EngineHandshake.read(message.substring(1));
		this.open = true;
		this.maxPayload = handshake.maxPayload();
		if (isClosing()) {
			leave(handshake.sid());
		}
	}

	/**
	 * Ends a session that the server created when it was no longer wanted, since the
	 * library does not.
	 */
	private void leave(String sid) {
		PollingCall poll = this.calls.stream().findAny().orElse(null);
		if (poll != null) {
			HttpRequest.Builder goodbye = HttpRequest.newBuilder(poll.addressOf(sid))
				.POST(BodyPublishers.ofString("1"));
			headers().forEach(goodbye::setHeader);
			try {
				var unused = this.client.get().sendAsync(goodbye.build(), BodyHandlers.discarding());
			}
			catch (IOException ex) {
				// The session ends by itself, later.
			}
		}
	}

	ConnectRequest request() {
		return this.request;
	}

	HttpClientHolder client() {
		return this.client;
	}

	ClientThreads threads() {
		return this.threads;
	}

	Cookies cookies() {
		return this.cookies;
	}

	/**
	 * Returns the headers of each request of this connection, including the cookies that
	 * it was given.
	 */
	Map<String, String> headers() {
		return this.cookies.with(this.request.headers());
	}

	void oversized(String start, long size) {
		EventThread.exec(() -> this.listener.receivedOversized(start, size));
	}

	/**
	 * Notes why the link is about to end.
	 */
	void broken(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
		}
	}

	/**
	 * Ends the link because of what the server sent, in order.
	 */
	void fail(ChatDecodingException cause) {
		broken(cause);
		EventThread.exec(() -> this.listener.failed(cause));
	}

	boolean isOpen() {
		return this.open;
	}

	/**
	 * Adds the credential, which the library does not know, to what it sends.
	 */
	String outgoing(String message) {
		return message.equals(CONNECT) ? this.connect : message;
	}

	/**
	 * Adds the credential to what the library posts.
	 */
	String posted(String payload) {
		return PollingPayload.map(payload, this::outgoing);
	}

	void done(PollingCall call) {
		this.calls.remove(call);
	}

}
