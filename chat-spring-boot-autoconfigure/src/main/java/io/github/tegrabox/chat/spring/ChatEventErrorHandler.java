package io.github.tegrabox.chat.spring;

import java.util.function.BiConsumer;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Handler for failures of chat event listeners of every kind. The event counts as
 * delivered and does not come again. Other listeners and later events are not affected.
 */
@FunctionalInterface
public interface ChatEventErrorHandler {

	/**
	 * Handles a failure. Called after the last attempt and before the next event of the
	 * same room, so it must not take long. What it throws is only logged.
	 * @param failure the failure
	 */
	void handleError(ChatListenerFailure failure);

	/**
	 * Returns a handler that only needs the event and the error.
	 * @param handler takes the event and the error
	 * @return the handler
	 */
	static ChatEventErrorHandler of(BiConsumer<? super ChatEvent, ? super Throwable> handler) {
		return (failure) -> handler.accept(failure.event(), failure.error());
	}

}
