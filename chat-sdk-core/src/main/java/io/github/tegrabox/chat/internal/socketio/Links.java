package io.github.tegrabox.chat.internal.socketio;

/**
 * Factory for links of one kind.
 */
@FunctionalInterface
public interface Links extends AutoCloseable {

	/**
	 * Creates a link that is not open yet.
	 * @param request where to connect
	 * @param listener the listener to call
	 * @return the link
	 */
	Link create(ConnectRequest request, LinkListener listener);

	/**
	 * Releases what the links share, if it is their own.
	 */
	@Override
	default void close() {
	}

}
