package io.github.tegrabox.chat.internal.socketio.jdk;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.github.tegrabox.chat.internal.socketio.Links;

/**
 * Maker of links over the JDK's WebSocket.
 */
public final class JdkLinks implements Links {

	private final HttpClientHolder client;

	private final ClientThreads threads;

	/**
	 * Creates a maker.
	 * @param client the client, not closed
	 * @param threads the threads, not closed
	 */
	public JdkLinks(HttpClientHolder client, ClientThreads threads) {
		this.client = client;
		this.threads = threads;
	}

	@Override
	public Link create(ConnectRequest request, LinkListener listener) {
		return new JdkLink(this.client, request.webSocketAddress(), request.headers(), request, listener, this.threads);
	}

	@Override
	public void close() {
		// All that there is belongs to others.
	}

}
