package io.github.tegrabox.chat.internal.socketio;

/**
 * What carries the messages of one connection.
 */
interface PacketCarrier {

	/**
	 * Begins to open. Does not block.
	 */
	void open();

	/**
	 * The server's handshake has been read.
	 */
	void handshaken();

	/**
	 * The server has accepted the credential.
	 */
	void joined();

	/**
	 * Answers a ping, if nobody else does.
	 */
	void pong();

	/**
	 * Sends a message.
	 * @param message the message of Engine.IO
	 * @return whether it was taken
	 */
	boolean send(String message);

	/**
	 * Leaves politely and releases everything. Does not block.
	 */
	void close();

}
