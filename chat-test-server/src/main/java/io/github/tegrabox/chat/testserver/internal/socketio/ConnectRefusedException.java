package io.github.tegrabox.chat.testserver.internal.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Refusal of a socket by a {@link Middleware}: the client gets a {@code connect_error}.
 */
public final class ConnectRefusedException extends Exception {

	private final transient @Nullable Object data;

	/**
	 * Creates a refusal.
	 * @param message the error's message for the client
	 * @param data the error's data for the client, anything Jackson can write, or
	 * {@code null} for none
	 */
	public ConnectRefusedException(String message, @Nullable Object data) {
		super(message, null, false, false);
		this.data = data;
	}

	/**
	 * Returns the error's data.
	 * @return the data, or {@code null} for none
	 */
	public @Nullable Object data() {
		return this.data;
	}

}
