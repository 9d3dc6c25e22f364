package io.github.tegrabox.chat.internal.socketio;

/**
 * Maker of links of one kind.
 */
@FunctionalInterface
public interface Links extends AutoCloseable {

	/**
	 * Creates a link, not open yet.
	 * @param request where to
	 * @param listener who is told
	 * @return the link
	 */
	Link create(ConnectRequest request, LinkListener listener);

	/**
	 * Releases what the links share, if they share anything that is not others'.
	 */
	@Override
	default void close() {
	}

}
