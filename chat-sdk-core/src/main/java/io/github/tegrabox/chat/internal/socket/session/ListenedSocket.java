package io.github.tegrabox.chat.internal.socket.session;

import java.util.function.Predicate;

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

}
