package io.github.tegrabox.chat.internal.net;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Blocking waits for operations, safe on virtual threads.
 */
public final class Blocking {

	private static final ThreadLocal<Boolean> WAITING = new ThreadLocal<>();

	private Blocking() {
	}

	/**
	 * Waits for the result of an operation that may change something.
	 * @throws IllegalStateException on a thread that must not wait
	 * @throws ChatException if the operation fails, or if the thread is interrupted: then
	 * the operation is cancelled and the interrupt flag is kept
	 */
	public static <T> T get(Mono<T> operation) {
		return required(await(operation, true));
	}

	/**
	 * Waits for the result of an operation that changes nothing, so that an interrupt
	 * leaves no unknown outcome.
	 */
	public static <T> T read(Mono<T> operation) {
		return required(await(operation, false));
	}

	private static <T> T required(@Nullable T result) {
		if (result == null) {
			throw new IllegalStateException("The operation ended without a result");
		}
		return result;
	}

	public static void run(Mono<Void> operation) {
		await(operation, true);
	}

	/**
	 * Waits for an operation. The waiting thread does the HTTP exchanges itself where it
	 * can, which is cheaper than {@link Mono#block()}.
	 */
	private static <T> @Nullable T await(Mono<T> operation, boolean write) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("A blocking operation was called on the thread '"
					+ Thread.currentThread().getName() + "', which must not wait: use ChatClient.reactive() there");
		}
		if (Thread.currentThread().isInterrupted()) {
			throw new ChatException("The thread was interrupted before anything was sent");
		}
		WAITING.set(true);
		try {
			return operation.contextCapture().block();
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof InterruptedException) {
				Thread.currentThread().interrupt();
				throw new ChatException(
						"The thread was interrupted while it waited" + (write ? "; the outcome is unknown" : ""), ex,
						write);
			}
			throw ex;
		}
		finally {
			WAITING.remove();
		}
	}

	/**
	 * Returns whether this thread is waiting for an operation, so that it may do part of
	 * the work itself.
	 */
	public static boolean isWaiting() {
		return WAITING.get() != null;
	}

}
