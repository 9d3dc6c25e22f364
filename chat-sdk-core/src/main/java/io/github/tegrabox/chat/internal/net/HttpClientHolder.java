package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

/**
 * Holder of one of the JDK's HTTP clients, until it is released. From Java 21 on, a
 * client and its last exchanges are remembered until nothing leads to the client any
 * more, and the exchanges lead to whoever made them.
 */
public final class HttpClientHolder {

	private volatile @Nullable HttpClient client;

	/**
	 * Creates a holder.
	 * @param client the client
	 */
	public HttpClientHolder(HttpClient client) {
		this.client = client;
	}

	/**
	 * Returns the client.
	 * @return the client
	 * @throws IOException if it was released
	 */
	public HttpClient get() throws IOException {
		HttpClient current = this.client;
		if (current == null) {
			throw new IOException("The client is closed");
		}
		return current;
	}

	/**
	 * Lets the client go. Exchanges that are under way go on to their end.
	 */
	public void release() {
		this.client = null;
	}

}
