package io.github.tegrabox.chat.socket;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Callback for listeners that throw. The other listeners still get the event, and the
 * listener that threw gets the next one.
 */
@FunctionalInterface
public interface ListenerErrorHandler {

	/**
	 * Called when a listener throws, on the listener's thread, also for an {@link Error}.
	 * @param event the event that the listener was called with
	 * @param failure what it threw
	 */
	void handle(ChatEvent event, Throwable failure);

}
