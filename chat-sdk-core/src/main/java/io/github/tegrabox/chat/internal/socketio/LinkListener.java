package io.github.tegrabox.chat.internal.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Listener of a link. Called on the link's threads, one call at a time, in order. Calls
 * after {@link #closed} or {@link #failed} do not matter.
 */
public interface LinkListener {

	/**
	 * The link is open.
	 */
	default void opened() {
	}

	/**
	 * A message arrived, as characters.
	 * @param text the buffer with the message, which must not be kept
	 * @param from the index of its first character
	 * @param to the index after its last character
	 */
	void received(char[] text, int from, int to);

	/**
	 * A message arrived, as UTF-8.
	 * @param text the buffer with the message, which must not be kept
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 */
	void received(byte[] text, int from, int to);

	/**
	 * A binary message arrived. Its content does not matter.
	 */
	void receivedBinary();

	/**
	 * A message arrived that is larger than the limit; it was not kept.
	 * @param start its beginning
	 * @param size its total number of characters or bytes
	 */
	void receivedOversized(String start, long size);

	/**
	 * The other side closed the link, or it ended for a reason that Engine.IO has a name
	 * for.
	 * @param reason the name, such as {@code transport close}
	 * @param words what else is known of it, such as the text of a close frame
	 */
	void closed(String reason, @Nullable String words);

	/**
	 * The link broke, or could not be opened.
	 * @param cause the failure: a {@link HandshakeException} if it could not be opened
	 */
	void failed(@Nullable Throwable cause);

}
