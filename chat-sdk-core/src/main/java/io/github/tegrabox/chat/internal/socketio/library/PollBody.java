package io.github.tegrabox.chat.internal.socketio.library;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Body of an answer, split into messages while it arrives, so that one that is too long
 * costs no memory.
 */
final class PollBody implements BodySubscriber<Polled> {

	/**
	 * How many bytes of whole messages are processed before the rest comes.
	 */
	private static final int PART = 1024 * 1024;

	/** How many bytes are enough of an answer to something other than a poll. */
	private static final int HEAD = 64 * 1024;

	private static final byte SEPARATOR = 0x1e;

	private static final int START = 64;

	private final CompletableFuture<Polled> body = new CompletableFuture<>();

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

	private final ByteArrayOutputStream message = new ByteArrayOutputStream();

	private final int limit;

	private final @Nullable Parts parts;

	/** What the library still has to see of the parts. */
	private String begun = "";

	private long length;

	/** The type of the current message. */
	private byte type;

	/** The types of pings and the like that have come. */
	private final Set<Byte> signs = new HashSet<>();

	private @Nullable Subscription subscription;

	/**
	 * Creates a body.
	 * @param limit the most bytes of a message
	 * @param parts takes the messages of a long body before its end; {@code null} if its
	 * beginning is enough
	 */
	PollBody(int limit, @Nullable Parts parts) {
		this.limit = (parts != null) ? limit : Math.max(limit, PART);
		this.parts = parts;
	}

	@Override
	public CompletionStage<Polled> getBody() {
		return this.body;
	}

	@Override
	public synchronized void onSubscribe(Subscription given) {
		this.subscription = given;
		if (this.body.isDone()) {
			given.cancel();
		}
		else {
			given.request(1);
		}
	}

	/**
	 * Ends the body of an answer that is not a poll's with what has come so far: it may
	 * be endless.
	 */
	synchronized void endHere() {
		if (this.body.isDone()) {
			return;
		}
		// First, since the JDK's client may report the cancellation as a failure.
		onComplete();
		Subscription source = this.subscription;
		if (source != null) {
			source.cancel();
		}
	}

	@Override
	public synchronized void onNext(List<ByteBuffer> buffers) {
		if (this.body.isDone()) {
			return;
		}
		for (ByteBuffer buffer : buffers) {
			byte[] part = new byte[buffer.remaining()];
			buffer.get(part);
			take(part);
		}
		Subscription source = Objects.requireNonNull(this.subscription);
		if (this.parts == null && this.kept.size() + this.length > HEAD) {
			onComplete();
			source.cancel();
		}
		else if (this.parts == null || this.kept.size() < PART) {
			source.request(1);
		}
		else {
			String part = this.kept.toString(StandardCharsets.UTF_8);
			this.kept.reset();
			this.parts.take(part, (rest) -> {
				this.begun = PollingPayload.join(this.begun, rest);
				source.request(1);
			});
		}
	}

	private void take(byte[] part) {
		int start = 0;
		for (int i = 0; i < part.length; i++) {
			if (part[i] == SEPARATOR) {
				append(part, start, i);
				endMessage();
				start = i + 1;
			}
		}
		append(part, start, part.length);
	}

	private void append(byte[] part, int from, int to) {
		if (this.length == 0 && to > from) {
			this.type = part[from];
		}
		this.length += to - from;
		// One more, since the type of the message does not count.
		boolean whole = this.length <= this.limit + 1L;
		int wanted = whole ? to - from : Math.min(to - from, Math.max(0, START - this.message.size()));
		this.message.write(part, from, wanted);
	}

	private void endMessage() {
		if (this.length > this.limit + 1L) {
			keep(beginning().getBytes(StandardCharsets.UTF_8));
		}
		else if (!isRepeatedSign()) {
			keep(this.message.toByteArray());
		}
		this.message.reset();
		this.length = 0;
	}

	private void keep(byte[] whole) {
		if (this.kept.size() > 0) {
			this.kept.write(SEPARATOR);
		}
		this.kept.writeBytes(whole);
	}

	/**
	 * Returns the replacement for a message that is too long to be kept.
	 */
	private String beginning() {
		if (this.type == 'b') {
			return PollingPayload.ATTACHMENT;
		}
		byte[] begun = this.message.toByteArray();
		return PollingPayload.oversized(this.length,
				new String(begun, 0, Math.min(START, begun.length), StandardCharsets.UTF_8));
	}

	/**
	 * Returns whether this is one more ping or the like: one says as much as many, and a
	 * server might send millions.
	 */
	private boolean isRepeatedSign() {
		boolean sign = this.type == '1' || this.type == '2' || this.type == '3' || this.type == '6';
		return this.parts != null && this.length > 0 && sign && !this.signs.add(this.type);
	}

	@Override
	public synchronized void onError(Throwable failure) {
		this.body.completeExceptionally(failure);
	}

	@Override
	public synchronized void onComplete() {
		endMessage();
		this.body.complete(new Polled(this.begun, this.kept.toString(StandardCharsets.UTF_8)));
	}

	/**
	 * Takes messages that come before the end of the body.
	 */
	@FunctionalInterface
	interface Parts {

		/**
		 * Takes some messages.
		 * @param payload the messages
		 * @param then called when the next ones may come, with what the library has to
		 * see
		 */
		void take(String payload, Consumer<String> then);

	}

}
