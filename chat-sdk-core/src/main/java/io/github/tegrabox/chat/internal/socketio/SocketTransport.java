package io.github.tegrabox.chat.internal.socketio;

/**
 * Opener of connections: all that the rest of the client knows of Socket.IO. Narrow, so
 * that another transport can be held against the same contract tests.
 */
public interface SocketTransport extends AutoCloseable {

	/**
	 * Opens a connection. Does not block; every outcome reaches the listener.
	 * @param request where to and as whom
	 * @param listener who is told, on the transport's threads, one call at a time
	 * @return the connection, on its way
	 */
	SocketConnection open(ConnectRequest request, ConnectionListener listener);

	/**
	 * Releases threads and connections; open connections are closed.
	 */
	@Override
	void close();

}
