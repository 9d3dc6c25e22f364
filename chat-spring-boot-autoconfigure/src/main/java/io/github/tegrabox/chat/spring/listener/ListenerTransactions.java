package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.event.ChatEvent;
import reactor.core.publisher.Mono;

/**
 * Wrapper around each attempt to hand a message to the listeners, if delivery is durable.
 */
public interface ListenerTransactions {

	/**
	 * Makes one attempt.
	 * @param event the event
	 * @param listeners calls the listeners on the calling thread. Blocks until they have
	 * returned, their asynchronous results are there and their replies are sent; throws
	 * if one of them failed. May run several times within one attempt
	 * @return completion when the event has been handled; an error if the attempt failed
	 */
	Mono<Void> attempt(ChatEvent event, Runnable listeners);

	/**
	 * Returns whether a failed attempt rolls back what the listeners did, so that the
	 * next attempt calls all of them again.
	 * @return whether it does
	 */
	boolean rollsBack();

	/**
	 * Throws an exception if the listener that was called last in an attempt has
	 * returned, but has done something that keeps the attempt from taking effect.
	 */
	void check();

}
