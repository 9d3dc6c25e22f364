package io.github.tegrabox.chat.internal.socketio;

/**
 * What carries the messages of Engine.IO of one connection; never reused. Safe for use by
 * several threads; no method but {@link #awaitEnd()} blocks.
 */
public interface Link {

	/** The most characters that wait to be sent. */
	int MAX_QUEUED = 4 * 1024 * 1024;

	/**
	 * Begins to open.
	 */
	void open();

	/**
	 * Sends a message, after those sent before, as soon as the link is open.
	 * @param message the message of Engine.IO
	 * @return whether it was taken: not if the link is closing or too much waits
	 */
	boolean send(String message);

	/**
	 * Reads no more for the time being, so that the server has to wait. What was read
	 * before may still arrive.
	 */
	void pause();

	/**
	 * Reads on.
	 */
	void resume();

	/**
	 * Closes once everything taken has been sent, or soon in any case. Before the link is
	 * open it is not opened.
	 */
	void close();

	/**
	 * Returns whether a link that was closed has sent what it took and is no more.
	 * @return whether there is nothing left to wait for
	 */
	boolean isGone();

	/**
	 * Ends what is still under way on a link that was closed, and waits until nothing of
	 * it runs any more, for a second at most.
	 */
	default void awaitEnd() {
	}

}
