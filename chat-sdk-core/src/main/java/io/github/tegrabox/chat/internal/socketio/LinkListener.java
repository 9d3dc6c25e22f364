package io.github.tegrabox.chat.internal.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Who is told what happens to a link. Called on the link's threads, one call at a time,
 * in the order of things. After {@link #closed} or {@link #failed} nothing that comes
 * matters.
 */
public interface LinkListener {

	/**
	 * The link is open.
	 */
	default void opened() {
	}

	/**
	 * A message arrived, as characters.
	 * @param text where the message is; not to be kept
	 * @param from the index of its first character
	 * @param to the index after its last character
	 */
	void received(char[] text, int from, int to);

	/**
	 * A message arrived, as UTF-8.
	 * @param text where the message is; not to be kept
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 */
	void received(byte[] text, int from, int to);

	/**
	 * A binary message arrived. What it says is of no interest.
	 */
	void receivedBinary();

	/**
	 * A message arrived that is larger than the limit; it was not kept.
	 * @param start the beginning of it
	 * @param size the number of characters or bytes of all of it
	 */
	void receivedOversized(String start, long size);

	/**
	 * The other side closed the link, or it ended for a reason that Engine.IO has a name
	 * for.
	 * @param reason the name, such as {@code transport close}
	 * @param words what else is known of it, such as what a close frame says
	 */
	void closed(String reason, @Nullable String words);

	/**
	 * The link broke, or could not be opened.
	 * @param cause the failure: a {@link HandshakeException} if it could not be opened
	 */
	void failed(@Nullable Throwable cause);

}
