package io.github.tegrabox.chat.internal.socketio;

/**
 * Opens connections. It is all that the rest of the client knows of Socket.IO, and
 * narrow, so that another transport can be tested against the same contract.
 */
public interface SocketTransport extends AutoCloseable {

	/**
	 * Opens a connection. Does not block; every outcome reaches the listener.
	 * @param request where to connect, and with which credential
	 * @param listener called on the transport's threads, one call at a time
	 * @return the connection, not open yet
	 */
	SocketConnection open(ConnectRequest request, ConnectionListener listener);

	/**
	 * Releases threads and connections; open connections are closed.
	 */
	@Override
	void close();

}
