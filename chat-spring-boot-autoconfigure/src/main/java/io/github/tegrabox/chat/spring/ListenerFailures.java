package io.github.tegrabox.chat.spring;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
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

	void handle(ChatApplicationEvent<?> event, Throwable thrown) {
		Throwable error = unwrap(thrown);
		event.failed(error);
		ChatEvent payload = event.getPayload();
		try {
			this.errorHandler.get().handleError(payload, error);
		}
		catch (Throwable ex) {
			ex.addSuppressed(error);
			logger.error("The handler of a failed listener of {} failed itself", payload.getClass().getSimpleName(),
					ex);
		}
	}

	private static Throwable unwrap(Throwable thrown) {
		Throwable cause = thrown.getCause();
		return (thrown instanceof UndeclaredThrowableException && cause != null) ? cause : thrown;
	}

}
