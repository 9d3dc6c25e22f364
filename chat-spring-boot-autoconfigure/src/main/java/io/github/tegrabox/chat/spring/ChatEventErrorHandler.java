package io.github.tegrabox.chat.spring;

import java.util.function.BiConsumer;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Handler of failures of listeners of chat events, of every kind of listener. The event
 * counts as delivered: it does not come again, other listeners and later events are not
 * affected.
 */
@FunctionalInterface
public interface ChatEventErrorHandler {

	/**
	 * Handles a failure, after the last attempt and before the next event of the same
	 * room; must not take long. What it throws is logged and goes no further.
	 * @param failure what failed
	 */
	void handleError(ChatListenerFailure failure);

	/**
	 * A handler that asks for the event and the error alone.
	 * @param handler takes them
	 * @return the handler
	 */
	static ChatEventErrorHandler of(BiConsumer<? super ChatEvent, ? super Throwable> handler) {
		return (failure) -> handler.accept(failure.event(), failure.error());
	}

}
