package io.github.tegrabox.chat.testserver.fault;

/**
 * Ways in which the connection of a socket ends, or only seems to be alive.
 */
public enum SocketEnding {

	/** The server's Socket.IO DISCONNECT packet. */
	DISCONNECT,

	/** An orderly close of the transport, without a DISCONNECT. */
	CLOSE,

	/** A TCP reset. */
	RESET,

	/**
	 * Half-open: the connection stays open, but nothing is received or sent on it any
	 * more.
	 */
	HALF_OPEN

}
