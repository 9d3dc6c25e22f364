package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.event.ChatEvent;
import reactor.core.publisher.Mono;

/**
 * What stands around each attempt to hand a message to the listeners, where delivery is
 * durable.
 */
public interface ListenerTransactions {

	/**
	 * Makes one attempt.
	 * @param event the event
	 * @param listeners calls the listeners on the calling thread, which it blocks until
	 * they have returned, asynchronous results included, and their replies are said;
	 * throws if one failed. May be run again within one attempt
	 * @return done when the event is over; an error if the attempt failed
	 */
	Mono<Void> attempt(ChatEvent event, Runnable listeners);

	/**
	 * Returns whether a failed attempt undid what the listeners did, so that the next one
	 * calls all of them again.
	 * @return whether it did
	 */
	boolean rollsBack();

	/**
	 * Fails if what the listener did that was called last, within an attempt, keeps that
	 * attempt from taking effect, though the listener has not failed.
	 */
	void check();

}
