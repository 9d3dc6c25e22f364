package io.github.tegrabox.chat.spring.listener;

/**
 * Failure of a listener that was already passed to the error handler.
 */
final class HandledListenerException extends RuntimeException {

	HandledListenerException(Throwable failure) {
		super("A listener failed, which the ChatEventErrorHandler was told", failure, false, false);
	}

}
