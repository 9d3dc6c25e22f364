package io.github.tegrabox.chat.internal.socket.session;

import java.util.function.Predicate;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Socket that tells of its listeners, and is told of what it is to wait for.
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

	/**
	 * Has sends wait for a call of {@link ChatSocket#connect()} that is to come, as they
	 * wait for a connection.
	 * @return says, and is to be called once, that it has come or will not
	 */
	Runnable expectConnect();

}
