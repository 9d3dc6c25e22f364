package io.github.tegrabox.chat.internal.socketio.library;

import java.util.List;

/**
 * What a poll brought.
 *
 * @param begun what the library still has to see of messages that were handed on before
 * the end, looked over already
 * @param payload the other messages of Engine.IO
 * @param oversized the messages that were too long to be kept
 */
record Polled(String begun, String payload, List<Oversized> oversized) {

	/**
	 * Message that was too long.
	 *
	 * @param start its beginning
	 * @param size the number of its bytes
	 */
	record Oversized(String start, long size) {

	}

}
