package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.wire.MessageOrder;

import org.springframework.context.ApplicationContext;

/**
 * Publishers for tests that need no server.
 */
final class TestPublishers {

	private TestPublishers() {
	}

	static ChatEventPublisher publisher(ChatSocket socket, ApplicationContext context,
			ChatEventErrorHandler errorHandler) {
		ListenerSettings settings = ListenerSettings.defaults();
		ReplySender replies = new ReplySender(socket, () -> {
			throw new AssertionError("no client");
		}, false, MessageOrder.NEWEST_FIRST, settings);
		return new ChatEventPublisher(socket, context, replies, settings, errorHandler,
				ChatEventPublisher.Options.none());
	}

}
