package io.github.tegrabox.chat.internal.socketio.library;

/**
 * What a poll brought.
 *
 * @param begun what the library still has to see of messages that were handed on before
 * the end, looked over already
 * @param payload the other messages of Engine.IO
 */
record Polled(String begun, String payload) {

	boolean isNothing() {
		return this.begun.isEmpty() && (this.payload.isEmpty() || this.payload.equals(PollingPayload.NOOP));
	}

}
