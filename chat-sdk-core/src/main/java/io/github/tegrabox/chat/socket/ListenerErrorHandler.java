package io.github.tegrabox.chat.socket;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Who is told of a listener that threw. The event still reaches the other listeners, and
 * the listener gets the next event.
 */
@FunctionalInterface
public interface ListenerErrorHandler {

	/**
	 * Called on the listener's thread, for an {@link Error} too.
	 * @param event the event that the listener had
	 * @param failure what it threw
	 */
	void handle(ChatEvent event, Throwable failure);

}
