package io.github.tegrabox.chat.testserver.internal.socketio;

/**
 * Fate of the events that a server sends, for the injection of faults. It sees every
 * event once per recipient; acknowledgements and the protocol's own packets pass it by.
 */
@FunctionalInterface
public interface OutboundFilter {

	/**
	 * Decides about an event. On the loop, so it must not block.
	 * @param socket the recipient
	 * @param event the event's name
	 * @return what becomes of it
	 */
	Fate decide(ServerSocket socket, String event);

}
