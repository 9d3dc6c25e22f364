package io.github.tegrabox.chat.internal.socket.session;

import java.util.function.Predicate;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Socket that tells of its listeners.
 */
public interface ListenedSocket {

	/**
	 * Returns whether a listener is registered.
	 * @param which tells of each listener, as it was given or wrapped, whether it is
	 * meant
	 * @return whether one is
	 */
	boolean hasListener(Predicate<Object> which);

	/**
	 * Returns whether no listener is at work but such as wait for the end of the
	 * application, as one that ends it does. What is queued behind their events does not
	 * count.
	 * @return whether there is such a one, and no other
	 */
	boolean isHeldUpByItsEnd();

	/**
	 * Says that the present thread works at an event in place of the one that handed it
	 * on.
	 * @param event the event
	 * @return says that it does no longer
	 */
	Runnable atWork(ChatEvent event);

}
