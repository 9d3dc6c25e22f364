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
 * One event on its way through all listeners. It is over when the last one has returned
 * and whatever they return has completed.
 */
final class Delivery {

	private final ChatEvent event;

	private final Runnable whenOver;

	private final long start = System.nanoTime();

	/** The asynchronous parts that are not over, and the calls of the listeners. */
	private final AtomicInteger open = new AtomicInteger(1);

	private final Disposable.Composite parts = Disposables.composite();

	private final List<Throwable> unreported = new ArrayList<>();

	private @Nullable Throwable failure;

	private volatile long nanos;

	/**
	 * Begins a delivery.
	 * @param event the event
	 * @param whenOver called once, when the last part is over, unless it is over when the
	 * listeners have returned
	 */
	Delivery(ChatEvent event, Runnable whenOver) {
		this.event = event;
		this.whenOver = whenOver;
	}

	/**
	 * Waits for what a listener has returned.
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
	 * Says that an asynchronous part is over, or that every listener has been called.
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
	 * Gives up what is not over.
	 */
	void cancel() {
		this.parts.dispose();
	}

	void failed(Throwable cause) {
		this.failure = (this.failure != null) ? this.failure : cause;
	}

	/**
	 * The failures of asynchronous parts, which nobody knows of yet.
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
