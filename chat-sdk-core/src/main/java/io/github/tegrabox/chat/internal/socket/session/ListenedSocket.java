package io.github.tegrabox.chat.internal.socket.session;

import java.util.function.Predicate;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Socket that can be asked about its listeners, and told what else to wait for.
 */
public interface ListenedSocket {

	/**
	 * Returns whether a listener is registered.
	 * @param which tests each listener, as it was passed in or wrapped
	 * @return whether one is
	 */
	boolean hasListener(Predicate<Object> which);

	/**
	 * Returns whether the only listeners at work are those that wait for the application
	 * to end, such as one that ends it. Events queued behind theirs do not count.
	 * @return whether there is such a listener and no other one at work
	 */
	boolean isHeldUpByItsEnd();

	/**
	 * Marks the current thread as handling an event in place of the thread that handed it
	 * over.
	 * @param event the event
	 * @return removes the mark
	 */
	Runnable atWork(ChatEvent event);

	/**
	 * Makes sends wait for an expected call of {@link ChatSocket#connect()}, as they wait
	 * for a connection.
	 * @return to be called once, when that call has come or will not come
	 */
	Runnable expectConnect();

}
