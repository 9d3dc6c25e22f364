package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Handler of what listeners of chat events throw. The event counts as delivered: it does
 * not come again, other listener methods and later events are not affected. Only a plain
 * {@link org.springframework.context.ApplicationListener} that throws keeps the event
 * from the listeners after it, as Spring has it.
 */
@FunctionalInterface
public interface ChatEventErrorHandler {

	/**
	 * Handles a failure. Called on the thread of the listener, before the next event of
	 * the same room. What it throws is logged and goes no further.
	 * @param event the event that the listener was given
	 * @param error what the listener threw
	 */
	void handleError(ChatEvent event, Throwable error);

}
