package io.github.tegrabox.chat.testserver.internal.engineio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The way to a client that polls: packets wait here for its next request.
 */
final class PollingTransport {

	private final Runnable onCancel;

	private final TaskLoop loop;

	private List<Frame> waiting = new ArrayList<>();

	private long waitingBytes;

	private @Nullable CompletableFuture<HttpResponse> poll;

	private boolean flushing;

	PollingTransport(TaskLoop loop, Runnable onCancel) {
		this.loop = loop;
		this.onCancel = onCancel;
	}

	void send(Frame frame) {
		this.waiting.add(frame);
		this.waitingBytes += frame.payload().length;
		if (this.poll != null && !this.flushing) {
			this.flushing = true;
			// Not at once, so that all packets of one turn share a response.
			this.loop.defer(this::flush);
		}
	}

	CompletionStage<HttpResponse> poll() {
		CompletableFuture<HttpResponse> response = new CompletableFuture<>();
		this.poll = response;
		var unused = response.whenComplete((result, failure) -> {
			if (failure instanceof CancellationException) {
				this.loop.run(() -> cancelled(response));
			}
		});
		flush();
		return response;
	}

	boolean isPolled() {
		return this.poll != null;
	}

	boolean isDrained() {
		return this.waiting.isEmpty();
	}

	long waitingBytes() {
		return this.waitingBytes;
	}

	/** Answers a waiting poll, if there is something to say. */
	void flush() {
		this.flushing = false;
		CompletableFuture<HttpResponse> response = this.poll;
		if (response != null && !this.waiting.isEmpty()) {
			this.poll = null;
			response.complete(respond(takeAll()));
		}
	}

	/** Answers a waiting poll in any case. */
	void release() {
		if (this.poll != null && this.waiting.isEmpty()) {
			send(Frame.NOOP);
		}
		flush();
	}

	List<Frame> takeAll() {
		List<Frame> frames = this.waiting;
		this.waiting = new ArrayList<>();
		this.waitingBytes = 0;
		return frames;
	}

	private void cancelled(CompletableFuture<HttpResponse> response) {
		if (this.poll == response) {
			this.poll = null;
			this.onCancel.run();
		}
	}

	private static HttpResponse respond(List<Frame> frames) {
		return HttpResponse.of(200, "text/plain; charset=UTF-8", PollingPayload.encode(frames))
			.withHeader("Cache-Control", "no-store");
	}

}
