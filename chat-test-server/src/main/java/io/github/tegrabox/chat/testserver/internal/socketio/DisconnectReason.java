package io.github.tegrabox.chat.testserver.internal.socketio;

import io.github.tegrabox.chat.testserver.internal.engineio.CloseReason;

/**
 * Why a socket left its namespace, in the words of the reference implementation.
 */
public enum DisconnectReason {

	/** The client left the namespace. */
	CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),

	/** The server sent the socket away. */
	SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),

	/** The connection was closed or broke. */
	TRANSPORT_CLOSE("transport close"),

	/** The connection failed. */
	TRANSPORT_ERROR("transport error"),

	/** A ping was not answered in time. */
	PING_TIMEOUT("ping timeout"),

	/** The client sent what is no packet. */
	PARSE_ERROR("parse error"),

	/** The server closed the connection. */
	FORCED_CLOSE("forced close"),

	/** The server stopped. */
	SERVER_SHUTTING_DOWN("server shutting down");

	private final String text;

	DisconnectReason(String text) {
		this.text = text;
	}

	static DisconnectReason of(CloseReason reason) {
		return switch (reason) {
			case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
			case TRANSPORT_ERROR -> TRANSPORT_ERROR;
			case PING_TIMEOUT -> PING_TIMEOUT;
			case PARSE_ERROR -> PARSE_ERROR;
			case FORCED_CLOSE -> FORCED_CLOSE;
			case SERVER_SHUTTING_DOWN -> SERVER_SHUTTING_DOWN;
		};
	}

	@Override
	public String toString() {
		return this.text;
	}

}
