package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Error handler that logs the type of the event, never its content, and the stack trace.
 */
public final class LoggingChatEventErrorHandler implements ChatEventErrorHandler {

	private static final Logger logger = LoggerFactory.getLogger(LoggingChatEventErrorHandler.class);

	@Override
	public void handleError(ChatEvent event, Throwable error) {
		logger.error("A listener of {} failed", event.getClass().getSimpleName(), error);
	}

}
