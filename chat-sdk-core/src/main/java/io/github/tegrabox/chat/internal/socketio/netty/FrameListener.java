package io.github.tegrabox.chat.internal.socketio.netty;

/**
 * Called with control frames, and decides whether to go on reading.
 */
interface FrameListener {

	/**
	 * A ping arrived.
	 * @param payload the payload for the answer
	 */
	void ping(byte[] payload);

	/**
	 * The other side is closing.
	 * @param words the code and the reason of the close frame
	 */
	void closing(String words);

	/**
	 * Returns whether to go on with the next frame.
	 */
	boolean isReading();

}
