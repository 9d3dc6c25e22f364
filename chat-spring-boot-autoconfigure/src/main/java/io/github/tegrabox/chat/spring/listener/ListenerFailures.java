package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hand-over of what listeners throw to the error handler, which cannot do harm either.
 */
final class ListenerFailures {

	private static final Logger logger = LoggerFactory.getLogger(ListenerFailures.class);

	private final Supplier<ChatEventErrorHandler> errorHandler;

	ListenerFailures(Supplier<ChatEventErrorHandler> errorHandler) {
		this.errorHandler = errorHandler;
	}

	void handle(ChatEvent event, String listenerId, int attempts, Throwable error) {
		try {
			this.errorHandler.get().handleError(new ChatListenerFailure(event, listenerId, attempts, unwrap(error)));
		}
		catch (Throwable ex) {
			ex.addSuppressed(error);
			logger.error("The handler of the failed listener {} failed itself", listenerId, ex);
		}
	}

	static Throwable unwrap(Throwable thrown) {
		Throwable cause = thrown.getCause();
		return (thrown instanceof UndeclaredThrowableException && cause != null) ? cause : thrown;
	}

}
