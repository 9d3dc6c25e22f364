package io.github.tegrabox.chat.internal.net;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for an operation, safely on virtual threads.
 */
public final class Blocking {

	private static final ThreadLocal<Boolean> WAITING = new ThreadLocal<>();

	private Blocking() {
	}

	/**
	 * Waits for the result.
	 * @throws IllegalStateException on a thread that must not wait
	 * @throws ChatException if the operation fails or the thread is interrupted: the
	 * operation is cancelled then, and the flag kept
	 */
	public static <T> T get(Mono<T> operation) {
		T result = await(operation);
		if (result == null) {
			throw new IllegalStateException("The operation ended without a result");
		}
		return result;
	}

	public static void run(Mono<Void> operation) {
		await(operation);
	}

	/**
	 * Waits for what is made of operations. The thread that waits does their exchanges
	 * itself where it can, which is cheaper than {@link Mono#block()}.
	 * @param <T> the type of the result
	 * @param operation the operation
	 * @return the result, {@code null} if there is none
	 * @throws IllegalStateException on a thread that must not wait
	 * @throws ChatException if the operation fails or the thread is interrupted: the
	 * operation is cancelled then, and the flag kept
	 */
	public static <T> @Nullable T await(Mono<T> operation) {
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
				throw new ChatException("The thread was interrupted while it waited; the outcome is unknown", ex, true);
			}
			throw ex;
		}
		finally {
			WAITING.remove();
		}
	}

	/**
	 * Returns whether this thread waits for an operation, so that it may as well do a
	 * part of it.
	 */
	public static boolean isWaiting() {
		return WAITING.get() != null;
	}

}
