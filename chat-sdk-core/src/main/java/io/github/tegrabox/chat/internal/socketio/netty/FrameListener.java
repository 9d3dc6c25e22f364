package io.github.tegrabox.chat.internal.socketio.netty;

/**
 * Who is told of what frames hold.
 */
interface FrameListener {

	/**
	 * A text message.
	 * @param text where it is, not to be kept
	 * @param length the number of its bytes, from the first on
	 */
	void text(byte[] text, int length);

	/**
	 * A binary message.
	 */
	void binary();

	/**
	 * A text message that is larger than the limit.
	 * @param start its beginning
	 * @param size the number of all its bytes
	 */
	void oversized(String start, long size);

	/**
	 * A ping.
	 * @param payload what to answer it with
	 */
	void ping(byte[] payload);

	/**
	 * The other side closes.
	 * @param words the code and the reason of the close frame
	 */
	void closing(String words);

	/**
	 * Whether to go on with the next frame.
	 */
	boolean isReading();

}
