package io.github.tegrabox.chat.testserver.internal.engineio;

/**
 * Why a session ended, in the words of the reference implementation.
 */
public enum CloseReason {

	/** The client closed the connection, or it broke. */
	TRANSPORT_CLOSE(1000, "transport close"),

	/** The connection failed. */
	TRANSPORT_ERROR(1011, "transport error"),

	/** A ping was not answered in time. */
	PING_TIMEOUT(1000, "ping timeout"),

	/** The client sent what is no packet. */
	PARSE_ERROR(1008, "parse error"),

	/** The server ended it. */
	FORCED_CLOSE(1000, "forced close"),

	/** The server stopped. */
	SERVER_SHUTTING_DOWN(1001, "server shutting down");

	private final int status;

	private final String text;

	CloseReason(int status, String text) {
		this.status = status;
		this.text = text;
	}

	/** The status code of the close frame that tells the client. */
	int status() {
		return this.status;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
