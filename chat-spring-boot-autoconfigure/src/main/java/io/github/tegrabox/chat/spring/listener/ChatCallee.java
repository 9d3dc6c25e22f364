package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

/**
 * Who is called with events, one of the kinds of listeners.
 */
interface ChatCallee {

	/**
	 * The figures of the calls.
	 */
	ListenerFigures figures();

	/**
	 * The name that failures of the call are told under.
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
	 * Whether a call is a part of meters and traces.
	 */
	default boolean isObserved() {
		return true;
	}

	/**
	 * Whether it is called again when it fails, and its result is said.
	 */
	default boolean isOurs() {
		return true;
	}

}
