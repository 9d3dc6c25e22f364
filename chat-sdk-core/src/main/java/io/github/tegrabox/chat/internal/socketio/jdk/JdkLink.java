package io.github.tegrabox.chat.internal.socketio.jdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import org.jspecify.annotations.Nullable;

/**
 * Link over the JDK's WebSocket. Accepts any number of sends at a time and keeps their
 * order, and joins messages that arrive in parts; both within limits. The next message is
 * requested when the previous one has been handled. If a link is the only one of its
 * client, it is read on the thread on which the data arrives.
 */
public final class JdkLink implements Link, WebSocket.Listener {

	private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

	private static final int START = 64;

	private static final char[] EMPTY = new char[0];

	private final HttpClientHolder client;

	private final URI address;

	private final Map<String, String> headers;

	private final ConnectRequest request;

	private final LinkListener listener;

	private final ClientThreads threads;

	private final Object lock = new Object();

	private final Queue<String> outbound = new ArrayDeque<>();

	private long queued;

	private boolean sending;

	private boolean closing;

	/** Whether the handshake is in progress, which nothing ends before its answer. */
	private boolean opening;

	private boolean paused;

	/** Whether a message has been handled but the next one not requested. */
	private boolean owing;

	private @Nullable WebSocket socket;

	private char[] partial = EMPTY;

	private int partialLength;

	/** The number of characters of a message too long to be kept, or 0. */
	private long oversize;

	/**
	 * Creates a link that is not open yet.
	 * @param client the client
	 * @param address the address, {@code ws} or {@code wss}
	 * @param headers the headers of the handshake
	 * @param request the request, for its limits
	 * @param listener the listener to call
	 * @param threads the threads
	 */
	public JdkLink(HttpClientHolder client, URI address, Map<String, String> headers, ConnectRequest request,
			LinkListener listener, ClientThreads threads) {
		this.client = client;
		this.address = address;
		this.headers = headers;
		this.request = request;
		this.listener = listener;
		this.threads = threads;
	}

	@Override
	public void open() {
		synchronized (this.lock) {
			this.opening = !this.closing;
		}
		this.threads.executeOpening(this::handshake);
	}

	/**
	 * Does not block, except for the lookup of the host name.
	 */
	private void handshake() {
		CompletableFuture<WebSocket> opening;
		try {
			// The connection gives up first, and says why. This only cleans up.
			WebSocket.Builder builder = this.client.get()
				.newWebSocketBuilder()
				.connectTimeout(this.request.connectTimeout().plus(ClientThreads.FAREWELL));
			this.headers.forEach(builder::header);
			opening = builder.buildAsync(this.address, this);
		}
		catch (IOException | RuntimeException ex) {
			opening = CompletableFuture.failedFuture(ex);
		}
		var unused = opening.whenComplete((opened, failure) -> {
			if (failure != null) {
				notOpened();
				this.listener.failed(refusal(failure));
			}
			else {
				// The JDK has finished onOpen, on a thread of its own pool. If messages
				// were requested earlier, that thread would go on reading.
				this.threads.execute(() -> begin(opened));
			}
		});
	}

	private void notOpened() {
		synchronized (this.lock) {
			this.opening = false;
		}
	}

	@Override
	public boolean send(String message) {
		WebSocket idle;
		synchronized (this.lock) {
			if (this.closing || this.queued + message.length() > MAX_QUEUED) {
				return false;
			}
			this.outbound.add(message);
			this.queued += message.length();
			idle = this.sending ? null : this.socket;
			this.sending |= idle != null;
		}
		if (idle != null) {
			drain(idle);
		}
		return true;
	}

	@Override
	public void pause() {
		synchronized (this.lock) {
			this.paused = true;
		}
	}

	@Override
	public void resume() {
		WebSocket waiting;
		synchronized (this.lock) {
			this.paused = false;
			waiting = this.owing ? this.socket : null;
			this.owing = false;
		}
		if (waiting != null) {
			waiting.request(1);
		}
	}

	private void readOn(WebSocket from) {
		synchronized (this.lock) {
			this.owing = this.paused;
			if (this.paused) {
				return;
			}
		}
		from.request(1);
	}

	@Override
	public void close() {
		WebSocket open;
		boolean idle;
		synchronized (this.lock) {
			if (this.closing) {
				return;
			}
			this.closing = true;
			open = this.socket;
			idle = !this.sending;
		}
		if (open != null) {
			this.client.executor().linkClosed();
			var unused = this.threads.schedule(open::abort, CLOSE_GRACE);
			if (idle) {
				sayGoodbye(open);
			}
			// The answer to the close frame comes after whatever else is on its way.
			resume();
		}
	}

	@Override
	public boolean isGone() {
		synchronized (this.lock) {
			return !this.opening
					&& (this.socket == null || (this.socket.isInputClosed() && this.socket.isOutputClosed()));
		}
	}

	@Override
	public void onOpen(WebSocket opened) {
		// No message follows before it is requested.
	}

	private void begin(WebSocket opened) {
		boolean unwanted;
		synchronized (this.lock) {
			this.socket = opened;
			this.opening = false;
			unwanted = this.closing;
			this.sending = true;
			if (!unwanted) {
				this.client.executor().linkOpened();
			}
		}
		if (unwanted) {
			opened.abort();
			return;
		}
		this.listener.opened();
		drain(opened);
		readOn(opened);
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.client.executor().readsLink();
		CharBuffer part = (data instanceof CharBuffer buffer && buffer.hasArray()) ? buffer
				: CharBuffer.wrap(data.toString().toCharArray());
		int start = part.arrayOffset() + part.position();
		int length = part.remaining();
		if (this.oversize > 0 || length > this.request.maxEventSize() + 1 - this.partialLength) {
			skip(part.array(), start, length);
		}
		else if (!last || this.partialLength > 0) {
			join(part.array(), start, length);
		}
		else {
			this.listener.received(part.array(), start, start + length);
		}
		if (last) {
			endMessage();
		}
		readOn(from);
		return null;
	}

	private void endMessage() {
		if (this.oversize > 0) {
			this.listener.receivedOversized(new String(this.partial, 0, this.partialLength), this.oversize);
		}
		else if (this.partialLength > 0) {
			this.listener.received(this.partial, 0, this.partialLength);
		}
		this.partial = EMPTY;
		this.partialLength = 0;
		this.oversize = 0;
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
		if (last) {
			this.listener.receivedBinary();
		}
		readOn(from);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
		this.listener.closed("transport close", (code + " " + reason).strip());
		// The JDK answers the close frame when this returns.
		return null;
	}

	@Override
	public void onError(WebSocket from, Throwable failure) {
		this.listener.failed(failure);
	}

	private void join(char[] part, int start, int length) {
		if (this.partial.length < this.partialLength + length) {
			this.partial = Arrays.copyOf(this.partial, 2 * (this.partialLength + length));
		}
		System.arraycopy(part, start, this.partial, this.partialLength, length);
		this.partialLength += length;
	}

	/**
	 * Keeps only the beginning of a message that is too long.
	 */
	private void skip(char[] part, int start, int length) {
		if (this.oversize == 0) {
			this.oversize = this.partialLength;
			if (this.partialLength < START) {
				join(part, start, Math.min(START, length));
			}
			this.partialLength = Math.min(START, this.partialLength);
			this.partial = Arrays.copyOf(this.partial, this.partialLength);
		}
		this.oversize += length;
	}

	private void drain(WebSocket open) {
		// The JDK takes one send at a time.
		for (String next = next(open); next != null; next = next(open)) {
			CompletableFuture<WebSocket> sent = open.sendText(next, true);
			if (!sent.isDone() || sent.isCompletedExceptionally()) {
				var unused = sent.whenComplete((done, failure) -> {
					if (failure == null || failure instanceof IllegalArgumentException) {
						// The message was at fault, not the link.
						drain(open);
					}
					else {
						open.abort();
						this.listener.failed(unwrap(failure));
					}
				});
				return;
			}
		}
	}

	private @Nullable String next(WebSocket open) {
		boolean lastSent;
		synchronized (this.lock) {
			String next = this.outbound.poll();
			if (next != null) {
				this.queued -= next.length();
				return next;
			}
			this.sending = false;
			lastSent = this.closing;
		}
		if (lastSent) {
			sayGoodbye(open);
		}
		return null;
	}

	private static void sayGoodbye(WebSocket open) {
		// If this fails, the link is aborted after the grace period.
		var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
	}

	private static HandshakeException refusal(Throwable failure) {
		Throwable cause = unwrap(failure);
		if (cause instanceof WebSocketHandshakeException refused) {
			HttpResponse<?> response = refused.getResponse();
			String words = (response.body() instanceof String body) ? body : "";
			return HandshakeException.answered(response.statusCode(), words,
					response.headers().firstValue("Retry-After").orElse(null), cause);
		}
		return HandshakeException.of(cause);
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause instanceof Exception) ? cause : new IOException(cause);
	}

}
