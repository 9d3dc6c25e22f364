package io.github.tegrabox.chat.testserver.fault;

/**
 * Ways in which a socket's connection ends, or seems to live.
 */
public enum SocketEnding {

	/** The server's Socket.IO DISCONNECT packet. */
	DISCONNECT,

	/** An orderly close of the transport, without a DISCONNECT. */
	CLOSE,

	/** A TCP reset. */
	RESET,

	/** Half-open: the connection stays, and nothing is heard or said on it any more. */
	HALF_OPEN

}
