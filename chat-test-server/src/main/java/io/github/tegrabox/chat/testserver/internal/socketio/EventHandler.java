package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Answer to an event of a client.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * Handles an event. On the loop, so it must not block; events of one client come in
	 * their order. An exception is logged and harms nobody else.
	 * @param args the event's arguments, binary ones as binary nodes
	 * @param ack the way to acknowledge it
	 */
	void handle(List<JsonNode> args, Ack ack);

}
