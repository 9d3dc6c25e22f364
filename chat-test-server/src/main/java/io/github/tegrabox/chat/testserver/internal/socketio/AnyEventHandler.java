package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Onlooker of all events of a client.
 */
@FunctionalInterface
public interface AnyEventHandler {

	/**
	 * Sees an event before its handler. On the loop, so it must not block.
	 * @param event the event's name
	 * @param args the event's arguments
	 */
	void handle(String event, List<JsonNode> args);

}
