package io.github.tegrabox.chat.spring.listener;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Live figures of a listener. Safe for use by several threads.
 */
public final class ListenerFigures {

	private final String id;

	private final String method;

	private final LongAdder calls = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final AtomicInteger active = new AtomicInteger();

	private volatile @Nullable Instant busySince;

	private volatile @Nullable Failure lastFailure;

	ListenerFigures(String id, String method) {
		this.id = id;
		this.method = method;
	}

	void began() {
		this.calls.increment();
		if (this.active.getAndIncrement() == 0) {
			this.busySince = Instant.now();
		}
	}

	void ended(@Nullable Throwable failure) {
		if (failure != null) {
			this.failures.increment();
			this.lastFailure = new Failure(Instant.now(), failure.getClass().getName());
		}
		if (this.active.decrementAndGet() == 0) {
			this.busySince = null;
		}
	}

	/**
	 * Returns the name of the listener.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the method, or the class of a listener that is not a method.
	 * @return its name
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Returns the number of calls, including retries.
	 * @return the number
	 */
	public long calls() {
		return this.calls.sum();
	}

	/**
	 * Returns the number of calls that failed.
	 * @return the number
	 */
	public long failures() {
		return this.failures.sum();
	}

	/**
	 * Returns the last failure.
	 * @return the failure, or {@code null} if there was none
	 */
	public @Nullable Failure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Returns since when the listener has been busy without a break.
	 * @return the time, or {@code null} if it is not busy
	 */
	public @Nullable Instant busySince() {
		return (this.active.get() > 0) ? this.busySince : null;
	}

	/**
	 * Failure of a call, without its message, which may quote a chat message.
	 *
	 * @param at when
	 * @param type the class of what was thrown
	 */
	public record Failure(Instant at, String type) {

	}

}
