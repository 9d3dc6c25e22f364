package io.github.tegrabox.chat.socket;

/**
 * Registration of a listener. Closing it removes the listener; closing it again does
 * nothing.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

	/**
	 * Removes the listener. A call of it that is under way is not waited for.
	 */
	@Override
	void close();

}
