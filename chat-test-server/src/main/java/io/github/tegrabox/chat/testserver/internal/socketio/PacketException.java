package io.github.tegrabox.chat.testserver.internal.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for what is no packet; it ends the connection.
 */
final class PacketException extends RuntimeException {

	PacketException(String message) {
		this(message, null);
	}

	PacketException(String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
	}

}
