package io.github.tegrabox.chat.testserver.internal.engineio;

/**
 * An open WebSocket connection as the protocol sees it. On the loop only.
 */
public interface WebSocketLink {

	/**
	 * Sends a packet. What is sent within one turn of the loop leaves together.
	 * @param frame the packet
	 */
	void send(Frame frame);

	/**
	 * Sends bytes that need not be a WebSocket frame.
	 * @param bytes what goes onto the TCP connection as it is
	 */
	void sendRaw(byte[] bytes);

	/**
	 * Sends a close frame, then closes the connection.
	 * @param status the close frame's status code
	 * @param reason the close frame's text
	 */
	void close(int status, String reason);

	/**
	 * Resets the TCP connection: the client sees neither a close frame nor an orderly
	 * end.
	 */
	void reset();

	/**
	 * Goes half-open: the connection stays, whatever arrives is accepted and ignored, and
	 * nothing is ever sent again, not even an answer to a close frame.
	 */
	void mute();

	/**
	 * Returns how much waits for the client to read.
	 * @return bytes not yet taken by the network
	 */
	long pendingBytes();

}
