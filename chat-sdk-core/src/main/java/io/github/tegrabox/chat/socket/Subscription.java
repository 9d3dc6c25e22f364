package io.github.tegrabox.chat.socket;

/**
 * Registration of a listener. Closing it removes the listener; closing it again does
 * nothing.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

	/**
	 * Removes the listener. Does not wait for a call that is under way.
	 */
	@Override
	void close();

}
