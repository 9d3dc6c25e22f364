package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Socket together with its end, which belongs to the client that made it.
 */
public interface CloseableChatSocket extends ChatSocket, AutoCloseable {

	/**
	 * Disconnects for good: nothing more is taken in, queued events reach their listeners
	 * for up to the shutdown time-out, then the resources are given back. Blocks for that
	 * long at most; called from within a listener, it does not wait. Closing again does
	 * nothing.
	 */
	@Override
	void close();

}
