package io.github.tegrabox.chat.internal.socketio;

/**
 * Carries the Engine.IO messages of one connection; never reused. Thread-safe; only
 * {@link #awaitEnd()} blocks.
 */
public interface Link {

	/** The most characters that wait to be sent. */
	int MAX_QUEUED = 4 * 1024 * 1024;

	/**
	 * Starts to open the link.
	 */
	void open();

	/**
	 * Sends a message, after the earlier ones, as soon as the link is open.
	 * @param message the Engine.IO message
	 * @return whether it was accepted: not if the link is closing or too much waits
	 */
	boolean send(String message);

	/**
	 * Stops reading for now, so that the server has to wait. What was read before may
	 * still arrive.
	 */
	void pause();

	/**
	 * Resumes reading.
	 */
	void resume();

	/**
	 * Closes once everything accepted has been sent, or soon in any case. If the link is
	 * not open yet, it does not open.
	 */
	void close();

	/**
	 * Returns whether a closed link has sent what it accepted and has ended.
	 * @return whether there is nothing left to wait for
	 */
	boolean isGone();

	/**
	 * Ends what is still in progress on a closed link, and waits for a second at most
	 * until nothing of it is running.
	 */
	default void awaitEnd() {
	}

}
