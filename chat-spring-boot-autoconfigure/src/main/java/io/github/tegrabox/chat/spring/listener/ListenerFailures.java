package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.UndeclaredThrowableException;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes listeners' exceptions to the error handler, and catches the handler's own.
 */
final class ListenerFailures {

	private static final Logger logger = LoggerFactory.getLogger(ListenerFailures.class);

	private final ChatEventErrorHandler errorHandler;

	ListenerFailures(ChatEventErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	void handle(ChatEvent event, String listenerId, int attempts, Throwable error) {
		try {
			this.errorHandler.handleError(new ChatListenerFailure(event, listenerId, attempts, unwrap(error)));
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			log(listenerId, ex);
		}
	}

	/**
	 * Logs a failure. Even that may fail, since the application's own code may create the
	 * exception's message.
	 */
	private static void log(String listenerId, Throwable failure) {
		try {
			logger.error("The handler of the failed listener {} failed itself", listenerId, failure);
		}
		catch (Throwable ex) {
			logger.error("The handler of the failed listener {} failed itself: {}, which cannot be printed", listenerId,
					failure.getClass().getName());
		}
	}

	static Throwable unwrap(Throwable thrown) {
		Throwable cause = thrown.getCause();
		return (thrown instanceof UndeclaredThrowableException && cause != null) ? cause : thrown;
	}

}
