package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.event.ChatEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The delivery of one event to all listeners. It is over when all of them have returned
 * and the publishers that they returned have completed.
 */
final class Delivery {

	private final ChatEvent event;

	private final Runnable whenOver;

	private final long start = System.nanoTime();

	/** The unfinished asynchronous parts, plus one while listeners are being called. */
	private final AtomicInteger open = new AtomicInteger(1);

	private final Disposable.Composite parts = Disposables.composite();

	private final List<Throwable> unreported = new ArrayList<>();

	private @Nullable Throwable failure;

	private volatile long nanos;

	/**
	 * Creates a delivery and starts its clock.
	 * @param event the event
	 * @param whenOver called once when the last asynchronous part is over, but not if
	 * {@link #close()} has already returned {@code true}
	 */
	Delivery(ChatEvent event, Runnable whenOver) {
		this.event = event;
		this.whenOver = whenOver;
	}

	/**
	 * Makes the delivery wait for what a listener returned.
	 */
	void await(Mono<Void> part) {
		this.open.incrementAndGet();
		AtomicBoolean over = new AtomicBoolean();
		try {
			this.parts.add(part.subscribe((nothing) -> {
			}, (cause) -> partOver(over, cause), () -> partOver(over, null)));
		}
		catch (Throwable cause) {
			partOver(over, cause);
		}
	}

	private void partOver(AtomicBoolean over, @Nullable Throwable cause) {
		if (!over.compareAndSet(false, true)) {
			return;
		}
		if (cause != null) {
			synchronized (this.unreported) {
				this.unreported.add(cause);
			}
		}
		if (close()) {
			this.whenOver.run();
		}
	}

	/**
	 * Marks an asynchronous part, or the calling of the listeners, as over.
	 * @return whether the delivery is over
	 */
	boolean close() {
		if (this.open.decrementAndGet() > 0) {
			return false;
		}
		this.nanos = System.nanoTime() - this.start;
		return true;
	}

	/**
	 * Cancels the unfinished asynchronous parts.
	 */
	void cancel() {
		this.parts.dispose();
	}

	void failed(Throwable cause) {
		this.failure = (this.failure != null) ? this.failure : cause;
	}

	/**
	 * Returns the failures of asynchronous parts that are not reported yet, and forgets
	 * them.
	 */
	List<Throwable> takeFailures() {
		synchronized (this.unreported) {
			List<Throwable> taken = List.copyOf(this.unreported);
			this.unreported.clear();
			return taken;
		}
	}

	ChatEvent event() {
		return this.event;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	long nanos() {
		return this.nanos;
	}

}
