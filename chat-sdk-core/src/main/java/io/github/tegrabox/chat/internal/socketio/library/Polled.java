package io.github.tegrabox.chat.internal.socketio.library;

import java.util.List;

/**
 * What a poll brought.
 *
 * @param payload the messages of Engine.IO
 * @param oversized the messages that were too long to be kept
 */
record Polled(String payload, List<Oversized> oversized) {

	/**
	 * Message that was too long.
	 *
	 * @param start its beginning
	 * @param size the number of its bytes
	 */
	record Oversized(String start, long size) {

	}

}
