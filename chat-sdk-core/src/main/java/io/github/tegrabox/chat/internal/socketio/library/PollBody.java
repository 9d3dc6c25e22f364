package io.github.tegrabox.chat.internal.socketio.library;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;

import io.github.tegrabox.chat.internal.socketio.library.Polled.Oversized;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer, told apart into its messages while it arrives, so that one that is
 * too long costs no memory.
 */
final class PollBody implements BodySubscriber<Polled> {

	/**
	 * How many bytes of whole messages are enough to be looked at before the rest comes.
	 */
	private static final int PART = 1024 * 1024;

	/** How many bytes of an answer are enough that is no poll's. */
	private static final int HEAD = 64 * 1024;

	private static final byte SEPARATOR = 0x1e;

	private static final int START = 64;

	private final CompletableFuture<Polled> body = new CompletableFuture<>();

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

	private final ByteArrayOutputStream message = new ByteArrayOutputStream();

	private final List<Oversized> oversized = new ArrayList<>();

	private final int limit;

	private final @Nullable Parts parts;

	/** What of the parts the library still has to see. */
	private String begun = "";

	private long length;

	private @Nullable Subscription subscription;

	/**
	 * Creates a body.
	 * @param limit the most bytes of a message
	 * @param parts takes the messages of a long body before its end; {@code null} if its
	 * beginning is enough
	 */
	PollBody(int limit, @Nullable Parts parts) {
		this.limit = limit;
		this.parts = parts;
	}

	@Override
	public CompletionStage<Polled> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Subscription given) {
		this.subscription = given;
		given.request(1);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			byte[] part = new byte[buffer.remaining()];
			buffer.get(part);
			take(part);
		}
		Subscription source = Objects.requireNonNull(this.subscription);
		if (this.parts == null && this.kept.size() + this.length > HEAD) {
			source.cancel();
			onComplete();
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
		this.length += to - from;
		// The type of the message does not count.
		if (this.length <= this.limit + 1L) {
			this.message.write(part, from, to - from);
		}
	}

	private void endMessage() {
		if (this.length > this.limit + 1L) {
			byte[] begun = this.message.toByteArray();
			String start = new String(begun, 0, Math.min(START, begun.length), StandardCharsets.UTF_8);
			this.oversized.add(new Oversized(start, this.length));
		}
		else {
			if (this.kept.size() > 0) {
				this.kept.write(SEPARATOR);
			}
			this.kept.writeBytes(this.message.toByteArray());
		}
		this.message.reset();
		this.length = 0;
	}

	@Override
	public void onError(Throwable failure) {
		this.body.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		endMessage();
		this.body.complete(new Polled(this.begun, this.kept.toString(StandardCharsets.UTF_8), this.oversized));
	}

	/**
	 * Taker of messages that come before the end of the body.
	 */
	@FunctionalInterface
	interface Parts {

		/**
		 * Takes some messages.
		 * @param payload the messages
		 * @param then told when the next ones may come, with what the library has to see
		 */
		void take(String payload, Consumer<String> then);

	}

}
