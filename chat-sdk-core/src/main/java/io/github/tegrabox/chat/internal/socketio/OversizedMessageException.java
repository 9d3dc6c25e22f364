package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;

/**
 * Message that is longer than this client accepts.
 */
final class OversizedMessageException extends IOException {

	OversizedMessageException() {
		super("A message is longer than " + PacketReader.MAX_LENGTH + " characters");
	}

}
