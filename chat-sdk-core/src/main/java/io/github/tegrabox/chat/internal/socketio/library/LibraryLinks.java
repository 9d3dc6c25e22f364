package io.github.tegrabox.chat.internal.socketio.library;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.github.tegrabox.chat.internal.socketio.Links;

/**
 * Maker of links that poll.
 */
public final class LibraryLinks implements Links {

	private final HttpClientHolder client;

	private final ClientThreads threads;

	/**
	 * Creates a maker.
	 * @param client carries polls and posts, not closed
	 * @param threads the threads, not closed
	 */
	public LibraryLinks(HttpClientHolder client, ClientThreads threads) {
		this.client = client;
		this.threads = threads;
	}

	@Override
	public Link create(ConnectRequest request, LinkListener listener) {
		return new LibraryLink(request, listener, this.client, this.threads);
	}

	@Override
	public void close() {
		// All that there is belongs to others.
	}

}
