package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

/**
 * Receiver of events: one of the kinds of listeners.
 */
interface ChatCallee {

	/**
	 * Returns the figures of its calls.
	 */
	ListenerFigures figures();

	/**
	 * Returns the name by which failures are reported.
	 */
	default String id() {
		return figures().id();
	}

	/**
	 * Prepares the call for an event.
	 * @return the call, or {@code null} if the event is not for it
	 */
	ListenerMethod.@Nullable Call prepare(ChatApplicationEvent<?> event);

	/**
	 * Returns whether its calls have meters and traces.
	 */
	default boolean isObserved() {
		return true;
	}

	/**
	 * Returns whether failed calls are retried and results are sent as replies.
	 */
	default boolean isOurs() {
		return true;
	}

}
