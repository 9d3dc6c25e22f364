package io.github.tegrabox.chat.internal.socketio.library;

/**
 * The result of a poll.
 *
 * @param begun what the library still has to see of messages that were passed on before
 * the end, already checked
 * @param payload the other Engine.IO messages
 */
record Polled(String begun, String payload) {

	boolean isNothing() {
		return this.begun.isEmpty() && (this.payload.isEmpty() || this.payload.equals(PollingPayload.NOOP));
	}

}
