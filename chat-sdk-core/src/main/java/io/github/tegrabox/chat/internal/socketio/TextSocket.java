package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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
import java.util.concurrent.locks.ReentrantLock;

import io.github.tegrabox.chat.internal.net.UserAgent;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket of the JDK that takes any number of sends at a time and keeps their order,
 * and joins what arrives in parts; both within bounds. The next message is asked for when
 * the previous one has been handled, so that a slow client slows the server down.
 */
final class TextSocket implements WebSocket.Listener {

	/**
	 * The most characters that wait to be sent.
	 */
	static final int MAX_QUEUED = 4 * 1024 * 1024;

	private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

	private static final char[] EMPTY = new char[0];

	private final Frames frames;

	private final TransportThreads threads;

	private final ReentrantLock lock = new ReentrantLock();

	private final Queue<String> outbound = new ArrayDeque<>();

	private long queued;

	private boolean sending;

	private boolean closing;

	private @Nullable WebSocket socket;

	private char[] partial = EMPTY;

	private int partialLength;

	TextSocket(Frames frames, TransportThreads threads) {
		this.frames = frames;
		this.threads = threads;
	}

	/**
	 * Opens the WebSocket. Does not block, save for the look-up of the host's name.
	 */
	void open(HttpClient client, URI uri, Map<String, String> headers, Duration timeout) {
		WebSocket.Builder builder = client.newWebSocketBuilder()
			.connectTimeout(timeout)
			.header("User-Agent", UserAgent.VALUE);
		headers.forEach(builder::header);
		var unused = builder.buildAsync(uri, this).whenComplete((opened, failure) -> {
			if (failure != null) {
				this.frames.failed(explain(failure));
			}
		});
	}

	/**
	 * Sends a message, after those sent before.
	 * @return whether it was taken: not if the WebSocket is closing or too much waits
	 */
	boolean send(String text) {
		WebSocket idle;
		this.lock.lock();
		try {
			if (this.closing || this.queued + text.length() > MAX_QUEUED) {
				return false;
			}
			this.outbound.add(text);
			this.queued += text.length();
			idle = this.sending ? null : this.socket;
			this.sending |= idle != null;
		}
		finally {
			this.lock.unlock();
		}
		if (idle != null) {
			drain(idle);
		}
		return true;
	}

	/**
	 * Closes the WebSocket once everything has been sent, and cuts it if the other side
	 * does not follow.
	 */
	void close() {
		WebSocket open;
		boolean idle;
		this.lock.lock();
		try {
			if (this.closing) {
				return;
			}
			this.closing = true;
			open = this.socket;
			idle = !this.sending;
		}
		finally {
			this.lock.unlock();
		}
		if (open != null) {
			var unused = this.threads.schedule(open::abort, CLOSE_GRACE);
			if (idle) {
				sayGoodbye(open);
			}
		}
	}

	@Override
	public void onOpen(WebSocket opened) {
		boolean unwanted;
		this.lock.lock();
		try {
			this.socket = opened;
			unwanted = this.closing;
			this.sending = true;
		}
		finally {
			this.lock.unlock();
		}
		if (unwanted) {
			opened.abort();
			return;
		}
		this.frames.opened();
		drain(opened);
		opened.request(1);
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		CharBuffer part = (data instanceof CharBuffer buffer && buffer.hasArray()) ? buffer
				: CharBuffer.wrap(data.toString().toCharArray());
		int start = part.arrayOffset() + part.position();
		if (last && this.partialLength == 0) {
			this.frames.text(part.array(), start, start + part.remaining());
		}
		else if (part.remaining() > PacketReader.MAX_LENGTH + 1 - this.partialLength) {
			from.abort();
			this.frames.failed(new OversizedMessageException());
		}
		else {
			join(part.array(), start, part.remaining());
			if (last) {
				this.frames.text(this.partial, 0, this.partialLength);
				this.partial = EMPTY;
				this.partialLength = 0;
			}
		}
		from.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
		if (last) {
			this.frames.binary();
		}
		from.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
		this.frames.closed();
		// The JDK answers the close frame when this returns.
		return null;
	}

	@Override
	public void onError(WebSocket from, Throwable failure) {
		this.frames.failed(explain(failure));
	}

	private void join(char[] part, int start, int length) {
		if (this.partial.length < this.partialLength + length) {
			this.partial = Arrays.copyOf(this.partial, 2 * (this.partialLength + length));
		}
		System.arraycopy(part, start, this.partial, this.partialLength, length);
		this.partialLength += length;
	}

	private void drain(WebSocket open) {
		// The JDK takes one send at a time.
		for (String next = next(open); next != null; next = next(open)) {
			CompletableFuture<WebSocket> sent = open.sendText(next, true);
			if (!sent.isDone() || sent.isCompletedExceptionally()) {
				var unused = sent.whenComplete((done, failure) -> {
					if (failure == null) {
						drain(open);
					}
					else {
						open.abort();
						this.frames.failed(explain(failure));
					}
				});
				return;
			}
		}
	}

	private @Nullable String next(WebSocket open) {
		boolean lastSent;
		this.lock.lock();
		try {
			String next = this.outbound.poll();
			if (next != null) {
				this.queued -= next.length();
				return next;
			}
			this.sending = false;
			lastSent = this.closing;
		}
		finally {
			this.lock.unlock();
		}
		if (lastSent) {
			sayGoodbye(open);
		}
		return null;
	}

	private static void sayGoodbye(WebSocket open) {
		// If it fails, the grace ends it.
		var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
	}

	private static Exception explain(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof WebSocketHandshakeException refused) {
			return new IOException(
					"The server answered the WebSocket handshake with status " + refused.getResponse().statusCode(),
					cause);
		}
		return (cause instanceof Exception exception) ? exception : new IOException(cause);
	}

}
