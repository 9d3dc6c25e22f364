package io.github.tegrabox.chat.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Error handler that logs the listener, the type of the event and the stack trace, but
 * never the content of the event.
 */
// Not final: the aspects of an application may match it.
public class LoggingChatEventErrorHandler implements ChatEventErrorHandler {

	private static final Logger logger = LoggerFactory.getLogger(LoggingChatEventErrorHandler.class);

	@Override
	public void handleError(ChatListenerFailure failure) {
		logger.error("The listener {} failed on {} (attempts: {})", failure.listenerId(),
				failure.event().getClass().getSimpleName(), failure.attempts(), failure.error());
	}

}
