package io.github.tegrabox.chat.internal.socketio.netty;

/**
 * Who is told of the frames that are none of a message, and says whether to read on.
 */
interface FrameListener {

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
