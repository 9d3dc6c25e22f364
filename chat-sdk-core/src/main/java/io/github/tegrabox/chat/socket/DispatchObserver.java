package io.github.tegrabox.chat.socket;

import java.time.Duration;

import io.github.tegrabox.chat.event.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Callback that is told how long listeners took. Called on the listeners' threads; must
 * return quickly.
 */
@FunctionalInterface
public interface DispatchObserver {

	/**
	 * Called after all listeners have handled an event.
	 * @param event the event
	 * @param duration how long the listeners took together
	 * @param failure what a listener threw (the first one, if several did), or
	 * {@code null}
	 */
	void dispatched(ChatEvent event, Duration duration, @Nullable Throwable failure);

}
